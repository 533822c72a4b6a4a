//! What generated code says in one line for each field or variant, spelt out.

/// `?` without the conversion of errors, which costs the compiler more than the rest of the line.
#[doc(hidden)]
#[macro_export]
macro_rules! __pass {
    ($result:expr) => {
        match $result {
            ::core::result::Result::Ok(value) => value,
            ::core::result::Result::Err(error) => return ::core::result::Result::Err(error),
        }
    };
}

/// The traits of a struct, from a table of its fields.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($type:ident { $($field:ident $presence:ident $key:literal,)* $(= $constant_key:literal $constant:ident $(($($value:tt)*))?,)* $(.. $rest:ident)? }) => {
        impl $crate::__private::Object for $type {
            fn fields<'a, V: $crate::__private::Visit<'a>>(
                &'a self,
                visit: &mut V,
            ) -> ::core::result::Result<(), V::Error> {
                $($crate::__pass!(visit.field($constant_key, &$crate::__private::Constant::$constant $(($($value)*))?));)*
                $($crate::__pass!(visit.$presence($key, &self.$field));)*
                $($crate::__pass!(visit.rest(&self.$rest));)?
                ::core::result::Result::Ok(())
            }
        }
        impl $crate::__private::FromJson for $type {
            fn from_json(
                value: $crate::__private::Value,
            ) -> ::core::result::Result<Self, $crate::__private::Mismatch> {
                let mut object = $crate::__pass!($crate::__private::ObjectReader::new(value));
                $($crate::__pass!(object.constant($constant_key, &$crate::__private::Constant::$constant $(($($value)*))?));)*
                let this = Self {
                    $($field: $crate::__pass!(object.$presence($key)),)*
                    $($rest: $crate::__pass!(object.rest()),)?
                };
                object.end(this)
            }
        }
        impl $crate::__private::Inspect for $type {
            fn view(&self) -> $crate::__private::View<'_> {
                $crate::__private::View::Object(self)
            }
        }
        impl $crate::__private::Serialize for $type {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::serialize(self, serializer)
            }
        }
        $crate::__deserialize!($type);
    };
}

/// `Deserialize` by way of JSON, and `PropertyValue` by way of `Check`.
#[doc(hidden)]
#[macro_export]
macro_rules! __deserialize {
    ($type:ident) => {
        impl<'de> $crate::__private::Deserialize<'de> for $type {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::deserialize(deserializer)
            }
        }
        impl $crate::__private::PropertyValue for $type {
            fn check(&self, at: &$crate::__private::Location<'_>, found: &mut $crate::__private::Violations) {
                $crate::__private::Check::check(self, &mut $crate::__private::Checker::new(at, found))
            }
        }
    };
}

/// The traits of an enum of constants.
#[doc(hidden)]
#[macro_export]
macro_rules! __constants {
    ($type:ident { $($variant:ident $constant:ident $(($($value:tt)*))?,)* }) => {
        impl $crate::__private::Constants for $type {
            const VALUES: &'static [(Self, $crate::__private::Constant)] =
                &[$((Self::$variant, $crate::__private::Constant::$constant $(($($value)*))?),)*];
        }
        impl $crate::__private::Serialize for $type {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                let value = &<Self as $crate::__private::Constants>::VALUES[*self as ::core::primitive::usize].1;
                $crate::__private::Serialize::serialize(value, serializer)
            }
        }
        impl $crate::__private::Inspect for $type {
            fn view(&self) -> $crate::__private::View<'_> {
                let value = &<Self as $crate::__private::Constants>::VALUES[*self as ::core::primitive::usize].1;
                $crate::__private::Inspect::view(value)
            }
        }
        impl $crate::__private::FromJson for $type {
            fn from_json(
                value: $crate::__private::Value,
            ) -> ::core::result::Result<Self, $crate::__private::Mismatch> {
                <Self as $crate::__private::Constants>::of_value(&value)
            }
        }
        impl $crate::__private::Check for $type {
            fn check(&self, _: &mut $crate::__private::Checker<'_>) {}
        }
        $crate::__deserialize!($type);
    };
}

/// The traits of an enum with content: told apart by a property, or the first that fits.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($type:ident by $key:literal { $($variant:ident $tag:literal,)* }) => {
        impl $crate::__private::FromJson for $type {
            fn from_json(
                value: $crate::__private::Value,
            ) -> ::core::result::Result<Self, $crate::__private::Mismatch> {
                match $crate::__private::tag(&value, $key) {
                    $(::core::option::Option::Some($tag) => {
                        $crate::__private::FromJson::from_json(value).map(Self::$variant)
                    })*
                    _ => ::core::result::Result::Err($crate::__private::no_variant(&[$($tag),*], &value)),
                }
            }
        }
        $crate::__content!($type { $($variant)* });
    };
    ($type:ident { $($variant:ident,)* }) => {
        impl $crate::__private::FromJson for $type {
            fn from_json(
                value: $crate::__private::Value,
            ) -> ::core::result::Result<Self, $crate::__private::Mismatch> {
                $(if let ::core::option::Option::Some(fits) = $crate::__private::attempt(&value, Self::$variant) {
                    return ::core::result::Result::Ok(fits);
                })*
                ::core::result::Result::Err($crate::__private::no_variant(
                    &[$(::core::stringify!($variant)),*],
                    &value,
                ))
            }
        }
        $crate::__content!($type { $($variant)* });
    };
}

/// Writing and looking at an enum with content.
#[doc(hidden)]
#[macro_export]
macro_rules! __content {
    ($type:ident { $($variant:ident)* }) => {
        impl $crate::__private::Serialize for $type {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self { $(Self::$variant(value) => $crate::__private::Serialize::serialize(value, serializer),)* }
            }
        }
        impl $crate::__private::Inspect for $type {
            fn view(&self) -> $crate::__private::View<'_> {
                match self { $(Self::$variant(value) => $crate::__private::Inspect::view(value),)* }
            }
        }
        $crate::__deserialize!($type);
    };
}

/// The traits of a struct around one value.
#[doc(hidden)]
#[macro_export]
macro_rules! __newtype {
    ($type:ident) => {
        impl $crate::__private::FromJson for $type {
            fn from_json(
                value: $crate::__private::Value,
            ) -> ::core::result::Result<Self, $crate::__private::Mismatch> {
                $crate::__private::FromJson::from_json(value).map(Self)
            }
        }
        impl $crate::__private::Serialize for $type {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::Serialize::serialize(&self.0, serializer)
            }
        }
        impl $crate::__private::Inspect for $type {
            fn view(&self) -> $crate::__private::View<'_> {
                $crate::__private::Inspect::view(&self.0)
            }
        }
        $crate::__deserialize!($type);
    };
}

/// What sends a type.
#[doc(hidden)]
#[macro_export]
macro_rules! __event {
    ($type:ident $kind:ident $name:literal { $($key:ident: $value:expr,)* } $($lifted:ident $slot:ident $wire:literal,)*) => {
        impl $crate::__private::LetterEvent for $type {
            const KIND: $crate::__private::Kind = $crate::__private::Kind::$kind;
            const NAME: &'static ::core::primitive::str = $name;
            const METADATA: $crate::__private::Metadata = $crate::__private::Metadata {
                $($key: $value,)*
                ..$crate::__private::Metadata::EMPTY
            };
            const LIFTED: &'static [&'static ::core::primitive::str] = &[$($wire),*];
            fn validate(&self) -> ::core::result::Result<(), $crate::__private::Violations> {
                $crate::__private::validate(self)
            }
            fn envelope(&self) -> $crate::__private::Envelope<'_> {
                $crate::__private::Envelope {
                    $($slot: $crate::__private::envelope_text(&self.$lifted),)*
                    ..::core::default::Default::default()
                }
            }
        }
        impl $crate::__private::SentWith<$crate::__private::kind::$kind> for $type {}
    };
    // No object, so nothing that can be sent; it can be checked all the same.
    ($type:ident) => {
        impl $type {
            /// Checks every rule of the schema that the type does not say.
            ///
            /// # Errors
            /// Everything that is wrong with the value.
            pub fn validate(&self) -> ::core::result::Result<(), $crate::__private::Violations> {
                $crate::__private::validate(self)
            }
        }
    };
}

/// `sample()`, where tests are meant to be written.
#[cfg(feature = "testing")]
#[doc(hidden)]
#[macro_export]
macro_rules! __sample {
    ($type:ident $json:literal) => {
        impl $type {
            /// A valid value, made from the schema's examples and rules.
            #[must_use]
            pub fn sample() -> Self {
                $crate::__private::sample($json)
            }
        }
    };
}
