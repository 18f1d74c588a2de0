//! A view that is being drawn: elements are opened and closed like tags, and what is said in between belongs to the one that
//! is open. Nothing here is generic but the glue that gives closures one type.

use super::attribute::{Attribute, Flag, Given, Property};
use super::child::Child;
use super::drawn::{Drawn, LiveNodes, Part, Root};
use super::later::Alive;
use super::listener::Listener;
use super::tachys::NodeRefContainer;
use crate::view::turning::as_drawn;
use leptos::ev::EventDescriptor;
use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{Element, Event, HtmlElement, Text};

/// Name space of SVG.
const SVG: &str = "http://www.w3.org/2000/svg";

/// A view that is being drawn.
#[derive(Default)]
pub struct Drawing {
    /// Elements that are open, the outermost first.
    open: Vec<Element>,
    drawn: LiveNodes,
    /// Whether the view is still there; asked by what listens.
    alive: Option<Alive>,
}

impl Drawing {
    /// Opens an element.
    #[inline(never)]
    pub fn open(&mut self, tag: &'static str) {
        // Fails for names that are none, which no view has.
        let made = document().create_element(tag);
        self.begin(made.unwrap_or_else(JsCast::unchecked_into));
    }

    /// Opens an element of SVG.
    #[inline(never)]
    pub fn open_svg(&mut self, tag: &'static str) {
        let made = document().create_element_ns(Some(SVG), tag);
        self.begin(made.unwrap_or_else(JsCast::unchecked_into));
    }

    #[inline(never)]
    fn begin(&mut self, element: Element) {
        self.append(&element);
        self.open.push(element);
    }

    /// Closes the element that was opened last.
    #[inline(never)]
    pub fn close(&mut self) {
        self.open.pop();
    }

    /// Gives what was drawn.
    #[inline(never)]
    pub fn finish(self) -> Drawn {
        Drawn::new(self.drawn)
    }

    /// Sets an attribute of the open element, once and for all.
    #[inline(never)]
    pub fn set(&mut self, name: &'static str, value: &str) {
        if let Some(element) = self.open.last() {
            let _ = element.set_attribute(name, value);
        }
    }

    /// Sets an attribute to whatever gives its value.
    pub fn attribute(&mut self, name: &'static str, value: impl Attribute) {
        value.give(name, self);
    }

    /// Sets an attribute, or leaves it away.
    #[inline(never)]
    pub(super) fn set_given(&mut self, name: &'static str, value: &Given) {
        if let Some(element) = self.open.last() {
            value.apply(element, name);
        }
    }

    /// Sets an attribute and follows its value.
    #[inline(never)]
    pub(super) fn set_while(&mut self, name: &'static str, read: Box<dyn Fn() -> Given>) {
        let Some(element) = self.open.last().cloned() else { return };
        let mut before = Given::Absent;
        self.follow(Box::new(move || {
            let now = read();
            if now != before {
                now.apply(&element, name);
                before = now;
            }
        }));
    }

    /// Gives the open element a class while a flag is up.
    pub fn toggle(&mut self, name: &'static str, flag: impl Flag) {
        self.toggle_while(name, flag.into_read());
    }

    #[inline(never)]
    fn toggle_while(&mut self, name: &'static str, read: Box<dyn Fn() -> bool>) {
        let Some(list) = self.open.last().map(Element::class_list) else { return };
        let mut before = false;
        self.follow(Box::new(move || {
            let now = read();
            if now != before {
                let _ = list.toggle_with_force(name, now);
                before = now;
            }
        }));
    }

    /// Sets a property of the style and follows its value.
    pub fn style(&mut self, name: &'static str, read: impl Fn() -> String + 'static) {
        self.style_while(name, Box::new(read));
    }

    #[inline(never)]
    fn style_while(&mut self, name: &'static str, read: Box<dyn Fn() -> String>) {
        let Some(element) = self.open.last() else { return };
        let style = element.unchecked_ref::<HtmlElement>().style();
        self.follow(Box::new(move || {
            let _ = style.set_property(name, &read());
        }));
    }

    /// Sets a property of the element's object and follows its value. What it is already is not set again: that would wipe
    /// a date of which day or year is still to be typed, for its value is empty until then.
    pub fn property(&mut self, name: &'static str, value: impl Property) {
        self.property_while(name, value.into_read());
    }

    #[inline(never)]
    fn property_while(&mut self, name: &'static str, read: Box<dyn Fn() -> JsValue>) {
        let Some(element) = self.open.last().cloned() else { return };
        self.follow(Box::new(move || {
            let (name, value) = (JsValue::from_str(name), read());
            if js_sys::Reflect::get(&element, &name).ok().as_ref() != Some(&value) {
                let _ = js_sys::Reflect::set(&element, &name, &value);
            }
        }));
    }

    /// Listens to an event of the open element, for as long as it is drawn.
    #[inline(never)]
    pub fn on(&mut self, name: &'static str, handle: Box<dyn FnMut(Event)>) {
        self.listen(name, handle, false);
    }

    /// Listens to an event of the open element before the elements in it do.
    pub fn on_the_way_down(&mut self, name: &'static str, handle: Box<dyn FnMut(Event)>) {
        self.listen(name, handle, true);
    }

    #[inline(never)]
    fn listen(&mut self, name: &'static str, mut handle: Box<dyn FnMut(Event)>, captures: bool) {
        let Some(element) = self.open.last() else { return };
        let owner = Owner::current().unwrap_or_default();
        let alive = *self.alive.get_or_insert_with(Alive::here);
        // Taking out what has the focus tells of that at once, when the signals of the view have gone already.
        let heard = move |event| {
            if alive.is() {
                owner.with(|| handle(event));
            }
        };
        let closure = Closure::wrap(Box::new(heard) as Box<dyn FnMut(Event)>);
        self.drawn.listeners.push(Listener::new(element, name, closure, captures));
    }

    /// Lets a reference refer to the open element.
    pub fn refer<E: ElementType>(&mut self, reference: impl NodeRefContainer<E>) {
        if let Some(element) = self.open.last() {
            reference.load(element);
        }
    }

    /// Draws something inside the open element, or at the root.
    pub fn put(&mut self, child: impl Child) {
        child.put(self);
    }

    /// Words that stay.
    #[inline(never)]
    pub fn text(&mut self, words: &str) {
        self.append(&document().create_text_node(&as_drawn(words)));
    }

    /// Words that change.
    #[inline(never)]
    pub(super) fn words(&mut self, mut read: Box<dyn FnMut() -> String>) {
        let node: Text = document().create_text_node("");
        self.append(&node);
        let mut before = String::new();
        self.follow(Box::new(move || {
            let now = read();
            if now != before {
                node.set_data(&as_drawn(&now));
                before = now;
            }
        }));
    }

    /// A view of Leptos.
    #[inline(never)]
    pub(super) fn view(&mut self, view: AnyView) {
        self.root(Root::View(Box::new(view.build())));
    }

    #[inline(never)]
    fn root(&mut self, mut root: Root) {
        match self.open.last() {
            Some(parent) => {
                root.mount(parent, None);
                self.drawn.views.push(root);
            }
            None => self.drawn.roots.push(root),
        }
    }

    /// A part that is drawn anew when what it reads changes.
    #[inline(never)]
    pub fn part(&mut self, mut draw: Box<dyn FnMut() -> AnyView>) {
        let part = Part::default();
        let shown = part.downgrade();
        self.follow(Box::new(move || {
            if let Some(shown) = shown.upgrade() {
                Part::show(&shown, draw());
            }
        }));
        self.root(Root::Part(part));
    }

    /// What was drawn apart.
    #[inline(never)]
    pub(super) fn drawn(&mut self, drawn: Drawn) {
        let mut kept = drawn.into_kept();
        if let Some(parent) = self.open.last() {
            for mut root in kept.roots.drain(..) {
                root.mount(parent, None);
                if !matches!(root, Root::Node(_)) {
                    kept.views.push(root);
                }
            }
        }
        self.drawn.take_in(kept);
    }

    #[inline(never)]
    fn append(&mut self, node: &leptos::web_sys::Node) {
        match self.open.last() {
            Some(parent) => {
                let _ = parent.append_child(node);
            }
            None => self.drawn.roots.push(Root::Node(node.clone())),
        }
    }

    /// Puts a copy of an element here, with all that is in it but handlers; gives the copy.
    #[inline(never)]
    pub fn copy(&mut self, of: &Element) -> Element {
        // Fails for documents alone.
        let copy: Element = of.clone_node_with_deep(true).map_or_else(|_| of.clone(), JsCast::unchecked_into);
        self.append(&copy);
        copy
    }

    /// Runs it now, and whenever what it has read changes, for as long as the view is drawn.
    #[inline(never)]
    pub fn follow(&mut self, mut run: Box<dyn FnMut()>) {
        self.drawn.effects.push(RenderEffect::new(move |_| run()));
    }
}

/// A handler of whatever event, made of one that wants its own type.
pub fn handler<E: EventDescriptor>(_event: E, mut handle: impl FnMut(E::EventType) + 'static) -> Box<dyn FnMut(Event)>
where
    E::EventType: JsCast,
{
    Box::new(move |event| handle(event.unchecked_into()))
}
