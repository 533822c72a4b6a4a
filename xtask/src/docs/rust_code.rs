//! The Rust that sends an event: the generated type, filled with an example.

use letter_schema::json::{Json, Member, Value};
use letter_schema::lower::{Body, Module, Presence, Ty, TypeId, Use};
use letter_schema::number::Number;
use letter_schema::plan::Event;
use letter_schema::x_letter::Kind;

/// What stays on one line.
const LINE: usize = 66;
/// Types inside of types: some contain themselves without an end.
const MAX_NESTING: usize = 64;

/// Where code is written: how far it is indented, and how many types are around it.
#[derive(Debug, Clone, Copy, Default)]
struct At {
    depth: usize,
    nesting: usize,
}

impl At {
    fn inside(self) -> Self {
        Self { depth: self.depth + 1, nesting: self.nesting + 1 }
    }

    fn around(self) -> Self {
        Self { nesting: self.nesting + 1, ..self }
    }
}

/// The call that sends `payload`.
pub(super) fn sending(module: &Module, event: &Event, ty: TypeId, payload: &Json) -> String {
    let mut value = String::new();
    named(module, ty, payload, At::default(), &mut value);
    match event.kind {
        Kind::Track => format!("letter.track(\"user_123\", {value})?;"),
        Kind::Identify => format!("letter.identify(\"user_123\", {value})?;"),
        Kind::Group => format!("letter.group(\"user_123\", \"account_9\", {value})?;"),
    }
}

fn of(module: &Module, ty: &Ty, json: &Json, at: At) -> String {
    let mut code = String::new();
    write(module, ty, json, at, &mut code);
    code
}

fn write(module: &Module, ty: &Ty, json: &Json, at: At, code: &mut String) {
    if at.nesting > MAX_NESTING {
        code.push_str("todo!()");
        return;
    }
    match (ty, &json.value) {
        (Ty::Null, _) => code.push_str("()"),
        (Ty::Bool, Value::Bool(value)) => code.push_str(&value.to_string()),
        (Ty::I64 | Ty::U64, Value::Number(number)) => code.push_str(&whole(*number)),
        (Ty::F64, Value::Number(number)) => code.push_str(&format!("{:?}", number.to_f64())),
        (Ty::String, Value::String(text)) => code.push_str(&format!("{}.into()", literal(text))),
        (Ty::Nullable(_), Value::Null) => code.push_str("None"),
        (Ty::Nullable(inner), _) => {
            code.push_str(&format!("Some({})", of(module, &inner.ty, json, at.around())))
        }
        (Ty::List(item), Value::Array(items)) => {
            let items = items.iter().map(|value| of(module, &item.ty, value, at.inside()));
            list("vec![", items.collect(), "]", at.depth, code);
        }
        (Ty::Tuple(types), Value::Array(items)) => {
            let items = types.iter().zip(items).map(|(item, value)| of(module, &item.ty, value, at.inside()));
            let items: Vec<String> = items.collect();
            let end = if items.len() == 1 { ",)" } else { ")" };
            list("(", items, end, at.depth, code);
        }
        (Ty::Map(inner), _) => map(module, inner, json.members().iter(), at, code),
        (Ty::Named(id), _) => named(module, *id, json, at, code),
        _ => code.push_str(&format!("serde_json::from_str({})?", literal(&json.to_string()))),
    }
}

fn named(module: &Module, id: TypeId, json: &Json, at: At, code: &mut String) {
    let def = &module.types[id.0];
    let name = identifier(&def.name);
    match &def.body {
        Body::Struct { fields, rest, known } => {
            let mut parts: Vec<String> = Vec::new();
            for field in fields {
                let value = json.get(&field.key);
                let optional = match field.presence {
                    Presence::Constant(_) => continue,
                    Presence::Optional => true,
                    Presence::Required => false,
                };
                let mut text = match value {
                    Some(value) => of(module, &field.value.ty, value, at.inside()),
                    None => "None".to_owned(),
                };
                if field.boxed && value.is_some() {
                    text = format!("Box::new({text})");
                }
                if optional && value.is_some() {
                    text = format!("Some({text})");
                }
                let field = identifier(&field.name);
                parts.push(if text == field { field } else { format!("{field}: {text}") });
            }
            if let Some(rest) = rest {
                let others = json.members().iter().filter(|member| !known.contains(&member.key));
                let mut text = String::new();
                map(module, &rest.value, others, at.inside(), &mut text);
                parts.push(format!("{}: {text}", identifier(&rest.name)));
            }
            if parts.is_empty() {
                code.push_str(&format!("{name} {{}}"));
            } else {
                fields_of(&name, &parts, at.depth, code);
            }
        }
        Body::Constants(values) => match values.iter().find(|(_, value)| value == json) {
            Some((variant, _)) => code.push_str(&format!("{name}::{}", identifier(variant))),
            None => code.push_str("todo!()"),
        },
        Body::Union { variants, tag } => {
            let tagged = tag.as_ref().and_then(|tag| {
                let value = json.get(&tag.key)?.as_str()?;
                variants.get(tag.values.iter().position(|known| known == value)?)
            });
            let fitting = || variants.iter().find(|variant| fits(module, &variant.value, json, 0));
            match tagged.or_else(fitting) {
                Some(variant) => {
                    let inner = of(module, &variant.value.ty, json, at.around());
                    let inner = if variant.boxed { format!("Box::new({inner})") } else { inner };
                    code.push_str(&format!("{name}::{}({inner})", identifier(&variant.name)));
                }
                None => code.push_str("todo!()"),
            }
        }
        Body::Newtype(inner) => {
            code.push_str(&format!("{name}({})", of(module, &inner.ty, json, at.around())));
        }
    }
}

/// Whether a type could hold the value, as far as its shape tells.
fn fits(module: &Module, value: &Use, json: &Json, nesting: usize) -> bool {
    if nesting > MAX_NESTING {
        return false;
    }
    match (&value.ty, &json.value) {
        (Ty::Any, _)
        | (Ty::Null, Value::Null)
        | (Ty::Bool, Value::Bool(_))
        | (Ty::String, Value::String(_)) => true,
        (Ty::I64 | Ty::U64, Value::Number(number)) => number.is_integer(),
        (Ty::F64, Value::Number(_))
        | (Ty::Map(_), Value::Object(_))
        | (Ty::List(_) | Ty::Tuple(_), Value::Array(_)) => true,
        (Ty::Nullable(inner), _) => {
            matches!(json.value, Value::Null) || fits(module, inner, json, nesting + 1)
        }
        (Ty::Named(id), _) => match &module.types[id.0].body {
            Body::Struct { fields, rest, known } => {
                let there = fields.iter().all(|field| match &field.presence {
                    Presence::Required => json.get(&field.key).is_some(),
                    Presence::Constant(constant) => json.get(&field.key) == Some(constant),
                    Presence::Optional => true,
                });
                matches!(json.value, Value::Object(_))
                    && there
                    && (rest.is_some() || json.members().iter().all(|member| known.contains(&member.key)))
            }
            Body::Constants(values) => values.iter().any(|(_, known)| known == json),
            // A union in a union is tried as it stands: types that contain themselves would never end.
            Body::Union { .. } => true,
            Body::Newtype(inner) => fits(module, inner, json, nesting + 1),
        },
        _ => false,
    }
}

fn map<'a>(
    module: &Module,
    value: &Use,
    members: impl Iterator<Item = &'a Member>,
    at: At,
    code: &mut String,
) {
    let entries: Vec<String> = members
        .map(|member| {
            format!(
                "({}.into(), {})",
                literal(&member.key),
                of(module, &value.ty, &member.value, at.inside())
            )
        })
        .collect();
    if entries.is_empty() {
        code.push_str("BTreeMap::new()");
    } else {
        list("BTreeMap::from([", entries, "])", at.depth, code);
    }
}

fn list(open: &str, items: Vec<String>, close: &str, depth: usize, code: &mut String) {
    let flat = items.join(", ");
    code.push_str(open);
    if flat.len() + depth * 4 < LINE && !flat.contains('\n') {
        code.push_str(&flat);
    } else {
        lines(&items, depth, code);
    }
    code.push_str(close);
}

fn fields_of(name: &str, parts: &[String], depth: usize, code: &mut String) {
    let flat = format!("{name} {{ {} }}", parts.join(", "));
    // The outermost is spread out: it is there to be edited.
    if depth > 0 && flat.len() + depth * 4 < LINE && !flat.contains('\n') {
        code.push_str(&flat);
        return;
    }
    code.push_str(&format!("{name} {{"));
    lines(parts, depth, code);
    code.push('}');
}

fn lines(parts: &[String], depth: usize, code: &mut String) {
    for part in parts {
        code.push('\n');
        code.push_str(&"    ".repeat(depth + 1));
        code.push_str(part);
        code.push(',');
    }
    code.push('\n');
    code.push_str(&"    ".repeat(depth));
}

fn whole(number: Number) -> String {
    match number {
        Number::Integer(integer) => {
            let digits = integer.unsigned_abs().to_string();
            let mut grouped = String::new();
            for (at, digit) in digits.chars().enumerate() {
                if at > 0 && digits.len() > 4 && (digits.len() - at).is_multiple_of(3) {
                    grouped.push('_');
                }
                grouped.push(digit);
            }
            if integer < 0 { format!("-{grouped}") } else { grouped }
        }
        Number::Float(float) => format!("{float:.0}"),
    }
}

fn literal(text: &str) -> String {
    format!("{text:?}")
}

/// The name, raw where it is a keyword.
fn identifier(name: &str) -> String {
    const KEYWORDS: &[&str] = &[
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
        "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
        "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static",
        "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where",
        "while", "yield",
    ];
    if KEYWORDS.contains(&name) { format!("r#{name}") } else { name.to_owned() }
}
