//! A view that was drawn: its nodes, and what keeps them alive and true. To Leptos it is a view like any other.

use super::child::Child;
use super::drawing::Drawing;
use super::focus_kept;
use super::listener::Listener;
use super::tachys::{AnyAttribute, AnyViewState, Attribute, Cursor, Mountable, Position, PositionState};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Node};
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// What stands at the root of a view.
pub enum Root {
    /// An element or a text.
    Node(Node),
    /// A view of Leptos.
    View(Box<AnyViewState>),
    /// A part that is drawn anew when what it reads changes.
    Part(Part),
}

/// A part that is drawn anew when what it reads changes. What it shows is kept here and nowhere else, so that it goes in the
/// moment in which the part goes: the effects in it may wait for their turn already, and must not run any more.
#[derive(Default)]
pub struct Part(Rc<RefCell<Option<AnyViewState>>>);

impl Part {
    /// A way to it that does not keep it.
    pub(super) fn downgrade(&self) -> Weak<RefCell<Option<AnyViewState>>> {
        Rc::downgrade(&self.0)
    }

    /// Shows a view in place of the one before.
    pub(super) fn show(shown: &RefCell<Option<AnyViewState>>, view: AnyView) {
        let state = match shown.take() {
            Some(mut state) => {
                view.rebuild(&mut state);
                state
            }
            None => view.build(),
        };
        shown.replace(Some(state));
    }

    fn with<T>(&self, act: impl FnOnce(&mut AnyViewState) -> T) -> Option<T> {
        self.0.borrow_mut().as_mut().map(act)
    }
}

/// Nodes, and what keeps them alive and true. Dropping it ends all effects and handlers.
#[derive(Default)]
pub struct LiveNodes {
    /// What is put onto the page.
    pub(super) roots: Vec<Root>,
    /// What follows signals.
    pub(super) effects: Vec<RenderEffect<()>>,
    /// Views of Leptos and parts inside the roots.
    pub(super) views: Vec<Root>,
    /// What listens.
    pub(super) listeners: Vec<Listener>,
}

impl LiveNodes {
    /// Takes in what was drawn apart.
    pub(super) fn take_in(&mut self, other: Self) {
        self.roots.extend(other.roots);
        self.effects.extend(other.effects);
        self.views.extend(other.views);
        self.listeners.extend(other.listeners);
    }
}

/// A view that was drawn.
pub struct Drawn(SendWrapper<Box<LiveNodes>>);

impl Drawn {
    /// Somewhere must be a node: that is where other views are put before this one.
    pub(super) fn new(mut kept: LiveNodes) -> Self {
        if kept.roots.is_empty() {
            kept.roots.push(Root::Node(document().create_comment("").unchecked_into()));
        }
        Self(SendWrapper::new(Box::new(kept)))
    }

    /// Several as one.
    pub fn of(children: Vec<impl Child>) -> Self {
        let mut drawing = Drawing::default();
        drawing.put(children);
        drawing.finish()
    }

    /// The first element alone, to be copied: it follows nothing and hears nothing.
    pub fn into_element(self) -> Option<Element> {
        self.into_kept().roots.into_iter().find_map(|root| match root {
            Root::Node(node) => node.dyn_into().ok(),
            Root::View(_) | Root::Part(_) => None,
        })
    }

    pub(super) fn into_kept(self) -> LiveNodes {
        *self.0.take()
    }
}

impl Root {
    pub(super) fn mount(&mut self, parent: &Element, before: Option<&Node>) {
        match self {
            Self::Node(node) => {
                let _ = parent.insert_before(node, before);
            }
            Self::View(view) => view.mount(parent, before),
            Self::Part(part) => {
                part.with(|view| view.mount(parent, before));
            }
        }
    }
}

impl Mountable for LiveNodes {
    fn unmount(&mut self) {
        for root in &mut self.roots {
            match root {
                Root::Node(node) => {
                    if let Some(parent) = node.parent_node() {
                        let _ = parent.remove_child(node);
                    }
                }
                Root::View(view) => view.unmount(),
                Root::Part(part) => {
                    part.with(Mountable::unmount);
                }
            }
        }
    }

    fn mount(&mut self, parent: &Element, before: Option<&Node>) {
        self.roots.iter_mut().for_each(|root| root.mount(parent, before));
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self.roots.first() {
            Some(Root::Node(node)) => node.parent_element().is_some_and(|parent| child.try_mount(&parent, Some(node))),
            Some(Root::View(view)) => view.insert_before_this(child),
            Some(Root::Part(part)) => part.with(|view| view.insert_before_this(child)).unwrap_or_default(),
            None => false,
        }
    }

    fn elements(&self) -> Vec<Element> {
        let elements = self.roots.iter().flat_map(|root| match root {
            Root::Node(node) => node.dyn_ref::<Element>().cloned().into_iter().collect(),
            Root::View(view) => view.elements(),
            Root::Part(part) => part.with(|view| view.elements()).unwrap_or_default(),
        });
        elements.collect()
    }
}

impl Render for Drawn {
    type State = LiveNodes;

    fn build(self) -> LiveNodes {
        self.into_kept()
    }

    fn rebuild(self, state: &mut LiveNodes) {
        let mut new = self.into_kept();
        let focus = focus_kept::within(&state.elements());
        state.insert_before_this(&mut new);
        state.unmount();
        if let Some(focus) = focus {
            focus.restore(&new.elements());
        }
        *state = new;
    }
}

impl AddAnyAttr for Drawn {
    type Output<Other: Attribute> = Self;

    fn add_any_attr<Other: Attribute>(self, _attribute: Other) -> Self {
        self
    }
}

/// A page of static files is never made into text on a server: what concerns that gives nothing.
impl RenderHtml for Drawn {
    type AsyncOutput = Self;
    type Owned = Self;
    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> LiveNodes {
        self.into_kept()
    }

    fn into_owned(self) -> Self {
        self
    }
}
