//! `catalog` in `plan.json`: how the catalog looks, and what it links to.

use letter_schema::plan::Plan;
use letter_schema::plan_file::PlanFile;
use serde::Deserialize;

use super::visible::visible;

/// What the plan's authors want their catalog to be.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Settings {
    /// What stands at the top of every page; else the plan's name.
    pub(crate) title: Option<String>,
    /// An image file (SVG, PNG, JPEG or WebP), relative to the plan's folder.
    pub(crate) logo: Option<String>,
    /// A colour, as `#0f6b5c`.
    pub(crate) accent: Option<String>,
    /// The address of the source's files, to which `/path#L12` is added.
    pub(crate) repository: Option<String>,
    /// A folder with Markdown files, relative to the plan's folder; each becomes a page.
    pub(crate) pages: Option<String>,
    /// A folder with templates and assets that replace those of the same name.
    pub(crate) templates: Option<String>,
    /// Properties by which an event names its account.
    pub(crate) account_keys: Vec<String>,
}

impl Settings {
    /// Reads them.
    ///
    /// # Errors
    /// What is wrong with them, in words.
    pub(crate) fn read(plan: &Plan) -> Result<Self, String> {
        let Some((_, file)) = plan.sources.iter().find(|(_, file)| file.path() == PlanFile::NAME) else {
            return Ok(Self::default());
        };
        let whole: serde_json::Value = serde_json::from_str(file.text()).unwrap_or_default();
        let Some(catalog) = whole.get("catalog").filter(|_| plan.file.is_some()) else {
            return Ok(Self::default());
        };
        let settings = Self::deserialize(catalog)
            .map_err(|error| visible(&format!("`catalog` in plan.json: {error}")).into_owned())?;
        Ok(settings)
    }

    /// The same, if every value can be used.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub(crate) fn checked(self) -> Result<Self, String> {
        if let Some(accent) = &self.accent
            && rgb(accent).is_none()
        {
            return Err(format!(
                "`catalog.accent` in plan.json is a colour as `#0f6b5c`, and not `{}`",
                visible(accent)
            ));
        }
        if let Some(address) = &self.repository
            && !(address.starts_with("https://") || address.starts_with("http://"))
        {
            return Err("the repository is an address that begins with https://, to which `/src/main.rs#L12` can be added".to_owned());
        }
        Ok(self)
    }
}

/// Red, green and blue of `#rrggbb`.
pub(crate) fn rgb(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}
