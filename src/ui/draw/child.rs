//! What can stand inside an element: words, other views, several or none of them, and closures and signals that give them.

use super::drawing::Drawing;
use super::drawn::Drawn;
use leptos::prelude::*;

/// What can stand inside an element.
pub trait Child {
    /// Draws it.
    fn put(self, drawing: &mut Drawing);
}

/// What a closure inside an element can give.
pub trait Piece: Sized {
    /// Draws what the closure gives, and follows it.
    fn follow(read: impl FnMut() -> Self + Send + 'static, drawing: &mut Drawing);
}

impl Child for &str {
    fn put(self, drawing: &mut Drawing) {
        drawing.text(self);
    }
}

impl Child for String {
    fn put(self, drawing: &mut Drawing) {
        drawing.text(&self);
    }
}

impl Child for AnyView {
    fn put(self, drawing: &mut Drawing) {
        drawing.view(self);
    }
}

impl Child for Drawn {
    fn put(self, drawing: &mut Drawing) {
        drawing.drawn(self);
    }
}

impl<T: Child> Child for Option<T> {
    fn put(self, drawing: &mut Drawing) {
        if let Some(child) = self {
            child.put(drawing);
        }
    }
}

impl<T: Child> Child for Vec<T> {
    fn put(self, drawing: &mut Drawing) {
        self.into_iter().for_each(|child| child.put(drawing));
    }
}

impl<T: Piece, F: FnMut() -> T + Send + 'static> Child for F {
    fn put(self, drawing: &mut Drawing) {
        T::follow(self, drawing);
    }
}

impl Piece for String {
    fn follow(read: impl FnMut() -> Self + Send + 'static, drawing: &mut Drawing) {
        drawing.words(Box::new(read));
    }
}

impl Piece for &'static str {
    fn follow(mut read: impl FnMut() -> Self + Send + 'static, drawing: &mut Drawing) {
        drawing.words(Box::new(move || read().to_owned()));
    }
}

impl Piece for Option<String> {
    fn follow(mut read: impl FnMut() -> Self + Send + 'static, drawing: &mut Drawing) {
        drawing.words(Box::new(move || read().unwrap_or_default()));
    }
}

impl Piece for AnyView {
    fn follow(read: impl FnMut() -> Self + Send + 'static, drawing: &mut Drawing) {
        drawing.part(Box::new(read));
    }
}

impl Piece for Drawn {
    fn follow(mut read: impl FnMut() -> Self + Send + 'static, drawing: &mut Drawing) {
        drawing.part(Box::new(move || read().into_any()));
    }
}

impl Piece for Option<Drawn> {
    fn follow(mut read: impl FnMut() -> Self + Send + 'static, drawing: &mut Drawing) {
        drawing.part(Box::new(move || read().map_or_else(|| ().into_any(), IntoAny::into_any)));
    }
}

impl Piece for Option<AnyView> {
    fn follow(mut read: impl FnMut() -> Self + Send + 'static, drawing: &mut Drawing) {
        drawing.part(Box::new(move || read().unwrap_or_else(|| ().into_any())));
    }
}

impl Piece for Vec<AnyView> {
    fn follow(mut read: impl FnMut() -> Self + Send + 'static, drawing: &mut Drawing) {
        drawing.part(Box::new(move || Drawn::of(read()).into_any()));
    }
}

impl Piece for Vec<Drawn> {
    fn follow(mut read: impl FnMut() -> Self + Send + 'static, drawing: &mut Drawing) {
        drawing.part(Box::new(move || Drawn::of(read()).into_any()));
    }
}

macro_rules! signal {
    ($($signal:ident),*) => {$(
        impl Child for $signal<String> {
            fn put(self, drawing: &mut Drawing) {
                drawing.words(Box::new(move || self.get()));
            }
        }
        impl Child for $signal<&'static str> {
            fn put(self, drawing: &mut Drawing) {
                drawing.words(Box::new(move || self.get().to_owned()));
            }
        }
    )*};
}
signal!(Signal, Memo, RwSignal, ArcRwSignal);
