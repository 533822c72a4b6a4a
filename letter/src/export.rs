//! What `cargo xtask export` reads: one report for each type that derives, written by a test that the derive adds
//! in the export's own build and in no other.

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

use crate::{Kind, LetterEvent, Metadata};

/// The folder that reports go to. Without it, nothing is written.
const FOLDER: &str = "LETTER_EXPORT_DIR";

/// Where a type stands: `module_path!()`, its name, `file!()`, `line!()`.
#[derive(Debug, Clone, Copy)]
pub struct Place(pub &'static str, pub &'static str, pub &'static str, pub u32);

/// What attributes of a field say that schemars does not know: the key on the wire, the class of personal
/// data, the envelope's field that it is lifted to (each empty if there is none), and whether it is an `Option` of
/// which `None` is left out, so that `null` is never written.
pub type Fact = (&'static str, &'static str, &'static str, bool);

/// A type that may have a schema. The compiler takes the trait of a reference only where the other one is
/// not implemented.
#[derive(Debug)]
pub struct Probe<T>(pub PhantomData<T>);

/// Of types with `JsonSchema`.
pub trait WithSchema {
    /// The name that others refer to it by, and its schema.
    fn schema(&self) -> Option<(String, Value)>;
}

/// Of all others.
pub trait WithoutSchema {
    /// None.
    fn schema(&self) -> Option<(String, Value)> {
        None
    }
}

impl<T: JsonSchema> WithSchema for Probe<T> {
    fn schema(&self) -> Option<(String, Value)> {
        // What is sent is what serde writes, not what it would read.
        let settings = SchemaSettings::draft2020_12().for_serialize();
        let schema = settings.into_generator().into_root_schema_for::<T>();
        Some((T::schema_name().into_owned(), schema.to_value()))
    }
}

impl<T> WithoutSchema for &Probe<T> {}

/// What a type says of its fields: the facts, and the names of the types whose fields stand among them.
#[derive(Debug, Clone, Copy)]
pub struct Fields<'a>(pub &'a [Fact], pub &'a [&'static str]);

/// Reports an event or traits.
pub fn event<T: LetterEvent>(place: Place, fields: Fields<'_>, schema: Option<(String, Value)>) {
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
    write::<T>(place, Some(event), fields, schema);
}

/// Reports a type inside of events.
pub fn value<T>(place: Place, fields: Fields<'_>, schema: Option<(String, Value)>) {
    write::<T>(place, None, fields, schema);
}

/// Reports an event with type parameters, which is many types.
pub fn generic(place: Place) {
    save(place, "", json!({ "generic": true }));
}

fn write<T>(place: Place, event: Option<Value>, fields: Fields<'_>, schema: Option<(String, Value)>) {
    let (schema_name, schema) = schema.unzip();
    let report = json!({
        "event": event,
        "type_name": type_name::<T>(),
        "facts": fields.0,
        "flattened": fields.1,
        "schema_name": schema_name,
        "schema": schema,
    });
    save(place, type_name::<T>(), report);
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
    (place $ident:ident) => {
        $crate::__private::export::Place(
            ::core::module_path!(),
            ::core::stringify!($ident),
            ::core::file!(),
            ::core::line!(),
        )
    };
    ($role:ident $ident:ident $test:ident [$type:ty] [$($fact:tt)*] [$($flattened:ty),*]) => {
        $crate::__export! { @ $test {
            #[allow(unused_imports, reason = "each type needs one of them")]
            use $crate::__private::export::{WithSchema as _, WithoutSchema as _};
            let probe = $crate::__private::export::Probe::<$type>(::core::marker::PhantomData);
            let schema = (&probe).schema();
            let place = $crate::__export! { place $ident };
            let flattened = [$(::core::any::type_name::<$flattened>()),*];
            let fields = $crate::__private::export::Fields(&[$($fact)*], &flattened);
            $crate::__private::export::$role::<$type>(place, fields, schema);
        } }
    };
    (@ $test:ident $body:expr) => {
        #[::core::prelude::v1::test]
        #[allow(deprecated, non_snake_case, clippy::all, clippy::pedantic, reason = "generated code")]
        fn $test() {
            $body
        }
    };
}
