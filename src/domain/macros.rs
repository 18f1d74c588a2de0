//! The macros that make records, structures inside fields, closed lists of values, and tables of states.
//! They must stay small: each of their lines is compiled once per record.

/// Makes a record: the struct, its schema, field numbers in a module `at`, and reading and writing by number.
///
/// `record! { Person, 2, "person", "Person", "People" { name: Text, "Name", required; role: Text, "Role"; } }`
/// After the plural may stand marks of the kind, after the label of a field marks of the field: those of [`Schema`] and
/// [`mark`](crate::domain::schema::mark), where each says what it means.
macro_rules! record {
    (
        $(#[$doc:meta])*
        $name:ident, $kind:literal, $stored:literal, $label:literal, $plural:literal
        $(, $kind_mark:ident $(($given:expr))?)* {
            $($(#[$field_doc:meta])* $field:ident: $type:ty, $field_label:literal $(, $mark:ident)*;)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Default, PartialEq)]
        pub struct $name {
            /// Identity and stamps.
            pub meta: $crate::domain::record::Meta,
            $($(#[$field_doc])* pub $field: $type,)*
        }

        /// Numbers of the fields.
        #[allow(non_upper_case_globals)]
        pub mod at {
            #[allow(non_camel_case_types)]
            #[repr(u8)]
            enum Number { $($field),* }
            $(
                #[doc = concat!("Number of `", stringify!($field), "`.")]
                pub const $field: u8 = Number::$field as u8;
            )*
        }

        impl $crate::domain::record::RecordType for $name {
            const SCHEMA: &'static $crate::domain::schema::Schema = &$crate::domain::schema::Schema {
                kind: $crate::domain::schema::Kind($kind),
                name: $stored,
                label: $label,
                plural: $plural,
                fields: &[$($crate::domain::schema::FieldSchema {
                    name: stringify!($field),
                    label: $field_label,
                    kind: <$type as $crate::domain::field::Field>::KIND,
                    required: (0 $(| $crate::domain::schema::mark::$mark)*) & $crate::domain::schema::mark::required > 0,
                    marks: 0 $(| $crate::domain::schema::mark::$mark)*,
                }),*],
                blank: || Box::new($name::default()),
                $($kind_mark: $crate::domain::macros::kind_mark!($name $kind_mark $(($given))?),)*
                ..$crate::domain::schema::Schema::PLAIN
            };
        }

        impl $crate::domain::field::Target for $name {
            const NAME: &'static str = $stored;
        }

        impl $crate::domain::record::Record for $name {
            fn schema(&self) -> &'static $crate::domain::schema::Schema {
                <Self as $crate::domain::record::RecordType>::SCHEMA
            }
            fn meta(&self) -> &$crate::domain::record::Meta {
                &self.meta
            }
            fn meta_mut(&mut self) -> &mut $crate::domain::record::Meta {
                &mut self.meta
            }
            fn slot(&self, field: u8) -> Option<&dyn $crate::domain::field::Slot> {
                match field {
                    $(at::$field => Some(&self.$field),)*
                    _ => None,
                }
            }
            fn slot_mut(&mut self, field: u8) -> Option<&mut dyn $crate::domain::field::Slot> {
                match field {
                    $(at::$field => Some(&mut self.$field),)*
                    _ => None,
                }
            }
            fn as_any(&self) -> &dyn std::any::Any {
                self
            }
        }
    };
}

/// Makes a structure that is a value inside a field: named parts, no identity of its own.
macro_rules! structure {
    (
        $(#[$doc:meta])*
        $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty, $field_label:literal $(, $mark:ident)*;)* }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Default, PartialEq, Debug)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $crate::domain::field::Field for $name {
            const KIND: $crate::domain::schema::FieldKind = $crate::domain::schema::FieldKind::Structure(&[
                $($crate::domain::schema::FieldSchema {
                    name: stringify!($field),
                    label: $field_label,
                    kind: <$type as $crate::domain::field::Field>::KIND,
                    required: (0 $(| $crate::domain::schema::mark::$mark)*) & $crate::domain::schema::mark::required > 0,
                    marks: 0 $(| $crate::domain::schema::mark::$mark)*,
                }),*
            ]);
            fn to_value(&self) -> $crate::domain::value::Value {
                let blank = Self::default();
                $crate::domain::field::value_of_parts(
                    &[$(stringify!($field)),*],
                    &[$(&self.$field),*],
                    &[$(&blank.$field),*],
                )
            }
            fn from_value(
                value: &$crate::domain::value::Value,
            ) -> Result<Self, $crate::domain::field::FieldError> {
                let mut made = Self::default();
                $crate::domain::field::assign_parts(
                    &[$(stringify!($field)),*],
                    &mut [$(&mut made.$field),*],
                    value,
                )?;
                Ok(made)
            }
        }
    };
}

/// Makes a closed list of values with stored names and labels. The first is the default, unless one is marked.
macro_rules! choice {
    (
        $(#[$doc:meta])*
        $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $stored:literal, $label:literal;)* }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$variant_doc])* $variant),* }

        impl $name {
            /// All values in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Stored names and labels in the same order.
            pub const CHOICES: &'static [$crate::domain::schema::Choice] =
                &[$($crate::domain::schema::Choice { name: $stored, label: $label }),*];

            /// What is said of it: the values are numbered as they are listed.
            #[allow(clippy::indexing_slicing)]
            const fn choice(self) -> &'static $crate::domain::schema::Choice {
                &Self::CHOICES[self as usize]
            }

            /// Name in the stored form.
            pub const fn name(self) -> &'static str {
                self.choice().name
            }

            /// What people read.
            pub const fn label(self) -> &'static str {
                self.choice().label
            }

            /// The value with this stored name.
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.get($crate::domain::field::place_of(Self::CHOICES, name)?).copied()
            }
        }

        impl $crate::domain::field::Field for Option<$name> {
            const KIND: $crate::domain::schema::FieldKind = $crate::domain::schema::FieldKind::Choice($name::CHOICES);
            fn to_value(&self) -> $crate::domain::value::Value {
                $crate::domain::field::value_named(self.map_or("", $name::name))
            }
            fn from_value(value: &$crate::domain::value::Value) -> Result<Self, $crate::domain::field::FieldError> {
                let place = $crate::domain::field::chosen($name::CHOICES, value)?;
                Ok(place.and_then(|place| $name::ALL.get(place)).copied())
            }
        }
    };
}

/// Lets a choice be a field that always has a value: the one named.
macro_rules! always_given {
    ($name:ident, $default:ident) => {
        impl Default for $name {
            fn default() -> Self {
                Self::$default
            }
        }
        impl $crate::domain::field::Field for $name {
            const KIND: $crate::domain::schema::FieldKind = $crate::domain::schema::FieldKind::Choice($name::CHOICES);
            fn to_value(&self) -> $crate::domain::value::Value {
                $crate::domain::field::value_named(self.name())
            }
            fn from_value(value: &$crate::domain::value::Value) -> Result<Self, $crate::domain::field::FieldError> {
                Option::<$name>::from_value(value).map(Option::unwrap_or_default)
            }
        }
    };
}

/// Makes the table of the states that a record goes through: which may follow which, and what must be given in one.
macro_rules! states {
    (
        $(#[$doc:meta])*
        $name:ident, $type:ident, $field:ident {
            $($from:ident => $($to:ident),+;)*
        }
        $($state:ident demands $($demanded:ident),+;)*
    ) => {
        $(#[$doc])*
        pub static $name: $crate::domain::schema::States = $crate::domain::schema::States {
            field: at::$field,
            steps: &[$(($type::$from.name(), &[$($type::$to.name()),+])),*],
            demands: &[$(($type::$state.name(), &[$(at::$demanded),+])),*],
        };
    };
}

/// The value of a mark of a kind.
macro_rules! kind_mark {
    ($name:ident open($given:expr)) => {{
        fn is_open(record: &dyn $crate::domain::record::Record) -> bool {
            let is_open: fn(&$name) -> bool = $given;
            record.typed::<$name>().is_some_and(is_open)
        }
        Some(is_open)
    }};
    ($name:ident states($given:expr)) => {
        Some(&$given)
    };
    ($name:ident made_by($given:expr)) => {
        Some($given)
    };
    ($name:ident shown_at($given:expr)) => {
        $given
    };
    ($name:ident $flag:ident) => {
        true
    };
}

pub(crate) use {always_given, choice, kind_mark, record, states, structure};
