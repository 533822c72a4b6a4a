//! What `cargo xtask export` reads: one report for each event, written by a test that the derive adds in the export's
//! own build and in no other.

mod std_types;
mod tell;

use std::any::type_name;
use std::collections::hash_map::DefaultHasher;
use std::env;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::marker::PhantomData;
use std::path::Path;
use std::process;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

pub use self::tell::{Ask, Content, Field, Form, Part, Style, Table, Tell, Untold, nothing};
use crate::{Kind, LetterEvent, Metadata};

/// The folder that reports go to. Without it, nothing is written.
const FOLDER: &str = "LETTER_EXPORT_DIR";

/// Where a type stands: `module_path!()`, its name, `file!()`, `line!()`.
#[derive(Debug, Clone, Copy)]
pub struct Place(pub &'static str, pub &'static str, pub &'static str, pub u32);

/// A type that may have a schema. The compiler takes the trait of a reference only where the other one is
/// not implemented.
#[derive(Debug)]
pub struct Probe<T>(pub PhantomData<T>);

/// Of types with `JsonSchema`.
pub trait WithSchema {
    /// Its schema.
    fn schema(&self) -> Option<Value>;
}

/// Of all others.
pub trait WithoutSchema {
    /// None.
    fn schema(&self) -> Option<Value> {
        None
    }
}

impl<T: JsonSchema> WithSchema for Probe<T> {
    fn schema(&self) -> Option<Value> {
        // What is sent is what serde writes, not what it would read.
        let settings = SchemaSettings::draft2020_12().for_serialize();
        let schema = settings.into_generator().into_root_schema_for::<T>();
        Some(schema.to_value())
    }
}

impl<T> WithoutSchema for &Probe<T> {}

/// Reports an event or traits.
pub fn event<T: LetterEvent + Tell>(place: Place, schema: Option<Value>) {
    let kind = match T::KIND {
        Kind::Track => "track",
        Kind::Identify => "identify",
        Kind::Group => "group",
    };
    let Metadata { description, owner, tags, since, deprecated, replaced_by, .. } = T::METADATA;
    let event = json!({
        "kind": kind,
        "name": T::NAME,
        "description": description,
        "owner": owner,
        "tags": tags,
        "since": since,
        "deprecated": deprecated,
        "replaced_by": replaced_by,
    });
    let mut table = Table::default();
    let content = T::tell(&mut table);
    let report = json!({ "event": event, "content": content, "types": table, "schema": schema });
    save(place, type_name::<T>(), report);
}

/// Reports an event with type parameters, which is many types.
pub fn generic(place: Place) {
    save(place, "", json!({ "generic": true }));
}

/// Reports an event that is held to a file which people keep.
pub fn held(place: Place) {
    save(place, "", json!({ "held": true }));
}

fn save(place: Place, name: &str, mut report: Value) {
    let Some(folder) = env::var_os(FOLDER) else { return };
    let Place(module, ident, file, line) = place;
    report["type"] = json!(format!("{module}::{ident}"));
    report["file"] = json!(file);
    report["line"] = json!(line);
    // Processes of other packages and programs write into the same folder.
    let mut hasher = DefaultHasher::new();
    (module, ident, file, line, name, env::var_os("CARGO_PKG_NAME")).hash(&mut hasher);
    let path = Path::new(&folder).join(format!("{:016x}-{}.json", hasher.finish(), process::id()));
    let written = fs::write(&path, report.to_string());
    assert!(written.is_ok(), "{} cannot be written: {written:?}", path.display());
}

/// The test that reports a type.
#[doc(hidden)]
#[macro_export]
macro_rules! __export {
    (generic $ident:ident $test:ident) => {
        $crate::__export! { @ $test $crate::__private::export::generic($crate::__export! { place $ident }) }
    };
    (held $ident:ident $test:ident) => {
        $crate::__export! { @ $test $crate::__private::export::held($crate::__export! { place $ident }) }
    };
    (place $ident:ident) => {
        $crate::__private::export::Place(
            ::core::module_path!(),
            ::core::stringify!($ident),
            ::core::file!(),
            ::core::line!(),
        )
    };
    (event $ident:ident $test:ident [$type:ty]) => {
        $crate::__export! { @ $test {
            #[allow(unused_imports, reason = "each type needs one of them")]
            use $crate::__private::export::{WithSchema as _, WithoutSchema as _};
            let probe = $crate::__private::export::Probe::<$type>(::core::marker::PhantomData);
            let schema = (&probe).schema();
            let place = $crate::__export! { place $ident };
            $crate::__private::export::event::<$type>(place, schema);
        } }
    };
    (@ $test:ident $body:expr) => {
        #[::core::prelude::v1::test]
        #[allow(deprecated, clippy::all, clippy::pedantic, reason = "generated code")]
        fn $test() {
            $body
        }
    };
}
