//! How a type is written as JSON, as a constant, and whether that is what a schema says.
//!
//! `#[letter(schema = "…")]` compares the two while compiling. What differs is told by the message that the
//! macro has prepared for it, since a constant cannot put a text together.

use std::marker::PhantomData;

mod compare;
mod expected;
mod std_types;

pub use self::compare::{difference, optional_difference};
pub use self::expected::{Expected, Property, Wanted};

/// How values of a type are written.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A type that does not say.
    Unknown,
    /// `null`
    Null,
    /// A boolean.
    Boolean,
    /// A whole number within these.
    Integer(i128, i128),
    /// Any number.
    Number,
    /// A string, of this format if it is not empty.
    Text(&'static str),
    /// One of these strings.
    Values(&'static [&'static str]),
    /// An array of items.
    Array(&'static Shape),
    /// An array that holds no item twice.
    Set(&'static Shape),
    /// An object whose keys are data.
    Map(&'static Shape),
    /// `None` is null, or leaves the property out.
    Optional(&'static Shape),
    /// An object with these properties.
    Object(&'static [Member]),
    /// A value of one of these shapes.
    Union(&'static [Shape]),
    /// Another shape, under rules.
    Ruled(&'static Shape, Rules),
    /// Anything else.
    Other,
}

/// A property of a type.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// The key on the wire.
    pub key: &'static str,
    /// Whether it may be left out.
    pub skipped: bool,
    /// Its type.
    pub shape: &'static Shape,
    /// Its constraints.
    pub rules: Rules,
}

/// A constraint that an attribute can say.
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    /// `minLength`, `minItems`
    MinLength(usize),
    /// `maxLength`, `maxItems`
    MaxLength(usize),
    /// `minimum`
    Minimum(f64),
    /// `maximum`
    Maximum(f64),
    /// `pattern`
    Pattern(&'static str),
    /// `format`
    Format(&'static str),
    /// `format`, which a type may have by itself and no attribute can say
    OwnFormat(&'static str),
    /// `uniqueItems`
    UniqueItems,
    /// One that no schema here says in the same words.
    Other,
}

/// The constraints of a place, and of the items there.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// Of the value.
    pub own: &'static [Rule],
    /// Of its items, if it is an array.
    pub items: &'static [Rule],
}

impl Rules {
    /// None at all.
    pub const NONE: Self = Self { own: &[], items: &[] };
}

/// A type that tells how it is written. The parameter says nothing: constants of generic implementations
/// are evaluated where they are used, so that types which hold each other are no cycle anywhere else.
pub trait Shaped<D> {
    /// How its values are written.
    const SHAPE: Shape;
}

/// Asks any type for its shape: `Of::<T, D>::SHAPE` is that of [`Shaped`], else that of [`Unshaped`].
#[derive(Debug)]
pub struct Of<T: ?Sized, D>(PhantomData<(D, T)>);

impl<T: Shaped<D> + ?Sized, D> Of<T, D> {
    /// How values of `T` are written.
    pub const SHAPE: &'static Shape = &T::SHAPE;
}

/// The answer of types that do not tell.
pub trait Unshaped {
    /// It is not known.
    const SHAPE: &'static Shape = &Shape::Unknown;
}

impl<T: ?Sized, D> Unshaped for Of<T, D> {}
