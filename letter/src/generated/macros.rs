//! What is the same for every type of `schemas!`.

/// `Serialize`, `Deserialize` and the look at a struct that is an `Object`.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($type:ty) => {
        impl $crate::__private::Serialize for $type {
            fn serialize<S: $crate::__private::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::serialize(self, serializer)
            }
        }
        impl $crate::__private::Inspect for $type {
            fn view(&self) -> $crate::__private::View<'_> {
                $crate::__private::View::Object(self)
            }
        }
        $crate::__deserialize!($type);
    };
}

/// `Deserialize` by way of JSON.
#[doc(hidden)]
#[macro_export]
macro_rules! __deserialize {
    ($type:ty) => {
        impl<'de> $crate::__private::Deserialize<'de> for $type {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::deserialize(deserializer)
            }
        }
    };
}

/// The same for an enum of constants.
#[doc(hidden)]
#[macro_export]
macro_rules! __constants {
    ($type:ty) => {
        impl $type {
            /// The value on the wire.
            fn __constant(&self) -> &'static $crate::__private::Constant {
                &<Self as $crate::__private::Constants>::VALUES[*self as ::core::primitive::usize].1
            }
        }
        impl $crate::__private::Serialize for $type {
            fn serialize<S: $crate::__private::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::Serialize::serialize(self.__constant(), serializer)
            }
        }
        impl $crate::__private::Inspect for $type {
            fn view(&self) -> $crate::__private::View<'_> {
                $crate::__private::Inspect::view(self.__constant())
            }
        }
        impl $crate::__private::FromJson for $type {
            fn from_json(value: $crate::__private::Value) -> ::core::result::Result<Self, $crate::__private::Mismatch> {
                <Self as $crate::__private::Constants>::of_value(&value)
            }
        }
        impl $crate::__private::PropertyValue for $type {
            fn check(&self, _: &$crate::__private::Location<'_>, _: &mut $crate::__private::Violations) {}
        }
        $crate::__deserialize!($type);
    };
}

/// The same for an enum with content, and for a struct around one value.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($type:ty: $($variant:ident)*) => {
        impl $crate::__private::Serialize for $type {
            fn serialize<S: $crate::__private::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
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
    ($type:ty) => {
        impl $crate::__private::Serialize for $type {
            fn serialize<S: $crate::__private::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::Serialize::serialize(&self.0, serializer)
            }
        }
        impl $crate::__private::Inspect for $type {
            fn view(&self) -> $crate::__private::View<'_> {
                $crate::__private::Inspect::view(&self.0)
            }
        }
        impl $crate::__private::FromJson for $type {
            fn from_json(value: $crate::__private::Value) -> ::core::result::Result<Self, $crate::__private::Mismatch> {
                $crate::__private::FromJson::from_json(value).map(Self)
            }
        }
        $crate::__deserialize!($type);
    };
}

/// `sample()`, where tests are meant to be written.
#[cfg(feature = "testing")]
#[doc(hidden)]
#[macro_export]
macro_rules! __sample {
    ($type:ty, $json:literal) => {
        impl $type {
            /// A valid value, made from the schema's examples and rules.
            #[must_use]
            pub fn sample() -> Self {
                $crate::__private::sample($json)
            }
        }
    };
}

/// `sample()` needs the feature `testing`.
#[cfg(not(feature = "testing"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __sample {
    ($type:ty, $json:literal) => {};
}
