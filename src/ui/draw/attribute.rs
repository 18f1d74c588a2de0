//! What can be the value of an attribute, a class or a property: constants, closures and signals, all made into one type.

use super::drawing::Drawing;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;
use leptos::web_sys::Element;

/// The value of an attribute.
#[derive(PartialEq)]
pub enum Given {
    /// The attribute is not there.
    Absent,
    /// Words known beforehand.
    Plain(&'static str),
    /// Other words.
    Words(String),
}

impl Given {
    /// Sets the attribute of that name, or removes it.
    pub(super) fn apply(&self, element: &Element, name: &str) {
        let _ = match self {
            Self::Absent => element.remove_attribute(name),
            Self::Plain(words) => element.set_attribute(name, words),
            Self::Words(words) => element.set_attribute(name, words),
        };
    }
}

impl From<&'static str> for Given {
    fn from(words: &'static str) -> Self {
        Self::Plain(words)
    }
}

impl From<String> for Given {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<bool> for Given {
    fn from(is_there: bool) -> Self {
        if is_there { Self::Plain("") } else { Self::Absent }
    }
}

impl<T: Into<Given>> From<Option<T>> for Given {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Into::into)
    }
}

/// What gives an attribute its value.
pub trait Attribute {
    /// Sets the attribute of the open element.
    fn give(self, name: &'static str, drawing: &mut Drawing);
}

/// What says whether an element has a class.
pub trait Flag {
    /// Reads it, tracked.
    fn into_read(self) -> Box<dyn Fn() -> bool>;
}

/// What gives a property its value.
pub trait Property {
    /// Reads it, tracked.
    fn into_read(self) -> Box<dyn Fn() -> JsValue>;
}

macro_rules! constant {
    ($($type:ty),*) => {$(
        impl Attribute for $type {
            fn give(self, name: &'static str, drawing: &mut Drawing) {
                drawing.set_given(name, &self.into());
            }
        }
    )*};
}
constant!(&'static str, String, bool, Option<&'static str>, Option<String>);

impl<T: Into<Given>, F: Fn() -> T + 'static> Attribute for F {
    fn give(self, name: &'static str, drawing: &mut Drawing) {
        drawing.set_while(name, Box::new(move || self().into()));
    }
}

impl<F: Fn() -> bool + 'static> Flag for F {
    fn into_read(self) -> Box<dyn Fn() -> bool> {
        Box::new(self)
    }
}

impl<T: Into<JsValue>, F: Fn() -> T + 'static> Property for F {
    fn into_read(self) -> Box<dyn Fn() -> JsValue> {
        Box::new(move || self().into())
    }
}

macro_rules! signal {
    ($($signal:ident),*) => {$(
        impl<T: Into<Given> + Clone + Send + Sync + 'static> Attribute for $signal<T> {
            fn give(self, name: &'static str, drawing: &mut Drawing) {
                drawing.set_while(name, Box::new(move || self.get().into()));
            }
        }

        impl Flag for $signal<bool> {
            fn into_read(self) -> Box<dyn Fn() -> bool> {
                Box::new(move || self.get())
            }
        }

        impl<T: Into<JsValue> + Clone + Send + Sync + 'static> Property for $signal<T> {
            fn into_read(self) -> Box<dyn Fn() -> JsValue> {
                Box::new(move || self.get().into())
            }
        }
    )*};
}
signal!(Signal, Memo, RwSignal, ArcRwSignal);
