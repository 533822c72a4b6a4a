//! The catalog for programs, spreadsheets, repositories and readers of feeds.

use letter_schema::deceiving;
use minijinja::context;
use minijinja::value::Value;
use serde::Serialize as _;

use super::output::Files;
use super::site::Site;
use super::templating::explained;
use super::{feed, table};

impl Site<'_> {
    /// The same for programs, spreadsheets, repositories and readers of feeds.
    ///
    /// # Errors
    /// When a template fails, in words.
    pub(crate) fn data(&self, files: &mut Files) -> Result<(), String> {
        let document = serde_json::json!({ "format": 1, "catalog": self.catalog });
        // Lines for those that compare it; their indentation would be a third of it.
        let mut json = Vec::new();
        let lines = serde_json::ser::PrettyFormatter::with_indent(b"");
        document
            .serialize(&mut serde_json::Serializer::with_formatter(&mut json, lines))
            .map_err(|error| error.to_string())?;
        json.push(b'\n');
        // Whoever looks at it in a terminal is not steered.
        let json = deceiving::json(&String::from_utf8_lossy(&json));
        files.add("catalog.json", json.into_bytes());
        files.add("events.csv", table::events(self.catalog));
        files.add("properties.csv", table::properties(self.catalog));
        // It links to pages, which a single file has none of.
        let atom = if self.single { None } else { feed::atom(self.catalog, self.texts) };
        if let Some(atom) = atom {
            files.add("changes.atom", atom);
        }
        let text = |name: &str, event: Value| {
            let context = context! { t => &self.t, catalog => &self.value, event => event };
            let template = self.engine.get_template(name).map_err(|error| explained(&error))?;
            template.render(context).map_err(|error| explained(&error))
        };
        files.add("llms.txt", text("llms.txt", Value::UNDEFINED)?);
        files.add("markdown/index.md", text("index.md", Value::UNDEFINED)?);
        for (at, event) in self.catalog.events.iter().enumerate() {
            let value = self.events.get_item_by_index(at).map_err(|error| explained(&error))?;
            files.add(format!("markdown/{}.md", event.id), text("event.md", value)?);
        }
        Ok(())
    }
}
