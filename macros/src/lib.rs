//! Owns `view!`: the syntax of Leptos' macro of that name, made into calls of a few plain functions.
//!
//! Leptos' own macro gives each view a type of its own, and the compiler makes code for each type anew: half of the program
//! was that. This one says to `ui::draw::Drawing` what to draw, step by step; nothing is generic but the smallest glue.
//! Components are left to Leptos. Must not know what any page draws.

mod space;

use proc_macro::TokenStream;
use proc_macro2::{Span, TokenStream as Tokens};
use quote::{ToTokens, quote, quote_spanned};
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeElement, NodeName};
use rstml::{Infallible, Parser, ParserConfig};
use space::Space;
use syn::spanned::Spanned;
use syn::{Block, Expr, Ident, Lit, Stmt};

/// Draws what is written as HTML with values of Rust in it; gives a `ui::draw::Drawn`.
///
/// Beside plain attributes it knows `class:name=`, `style:name=`, `prop:name=`, `on:event=`, `on:event:capture=` and `node_ref=`.
#[proc_macro]
pub fn view(input: TokenStream) -> TokenStream {
    let nodes = match Parser::new(ParserConfig::new()).parse_simple(Tokens::from(input)) {
        Ok(nodes) => nodes,
        Err(error) => return error.to_compile_error().into(),
    };
    let drawing = Ident::new("drawing", Span::mixed_site());
    let mut steps = Tokens::new();
    nodes.iter().for_each(|node| draw(node, Space::Unknown, &drawing, &mut steps));
    quote! {{
        let mut #drawing = crate::ui::draw::Drawing::default();
        #steps
        #drawing.finish()
    }}
    .into()
}

/// Says how a node is drawn that stands in an element of that name space.
fn draw(node: &Node, around: Space, drawing: &Ident, steps: &mut Tokens) {
    match node {
        Node::Element(own) if is_component(own.name()) => {
            let component = component(own);
            steps.extend(quote!(#drawing.put(::leptos::prelude::IntoAny::into_any(#component));));
        }
        Node::Element(own) => element(own, around, drawing, steps),
        Node::Block(block) => {
            let value = block
                .try_block()
                .and_then(only_expression)
                .map_or_else(|| block.to_token_stream(), ToTokens::to_token_stream);
            steps.extend(quote_spanned!(block.span()=> #drawing.put(#value);));
        }
        Node::Text(text) => {
            let text = &text.value;
            steps.extend(quote!(#drawing.text(#text);));
        }
        Node::Fragment(fragment) => fragment.children.iter().for_each(|child| draw(child, around, drawing, steps)),
        Node::RawText(text) => {
            let message = "write text in quotes";
            steps.extend(quote_spanned!(text.span()=> compile_error!(#message);));
        }
        Node::Comment(_) | Node::Doctype(_) | Node::Custom(_) => {}
    }
}

/// The expression of a block that holds nothing else.
fn only_expression(block: &Block) -> Option<&Expr> {
    match block.stmts.as_slice() {
        [Stmt::Expr(expression, None)] => Some(expression),
        _ => None,
    }
}

/// Whether a name is that of a component: a path, or with a capital.
fn is_component(name: &NodeName) -> bool {
    match name {
        NodeName::Path(path) => {
            let mut segments = path.path.segments.iter();
            let first = segments.next().map(|own| own.ident.to_string()).unwrap_or_default();
            segments.next().is_some() || first.starts_with(char::is_uppercase)
        }
        NodeName::Punctuated(_) | NodeName::Block(_) => false,
    }
}

/// A component is called by Leptos' macro, with its children drawn by ours.
fn component(own: &NodeElement<Infallible>) -> Tokens {
    let name = own.name();
    let attributes = own.attributes();
    if own.children.is_empty() {
        return quote!(::leptos::prelude::view! { <#name #(#attributes)*/> });
    }
    let children = &own.children;
    quote!(::leptos::prelude::view! { <#name #(#attributes)*>{crate::ui::draw::view! { #(#children)* }}</#name> })
}

fn element(own: &NodeElement<Infallible>, around: Space, drawing: &Ident, steps: &mut Tokens) {
    let tag = own.name().to_string();
    let space = match Space::of(own, around) {
        Ok(space) => space,
        Err(message) => return steps.extend(quote_spanned!(own.name().span()=> compile_error!(#message);)),
    };
    let open = if space == Space::Svg { quote!(open_svg) } else { quote!(open) };
    steps.extend(quote!(#drawing.#open(#tag);));
    for attribute in own.attributes() {
        match attribute {
            NodeAttribute::Attribute(keyed) => steps.extend(set(keyed, drawing)),
            NodeAttribute::Block(block) => {
                let message = "attributes cannot be spread here";
                steps.extend(quote_spanned!(block.span()=> compile_error!(#message);));
            }
        }
    }
    own.children.iter().for_each(|child| draw(child, space.inside(&tag), drawing, steps));
    steps.extend(quote!(#drawing.close();));
}

/// Says how an attribute is set.
fn set(keyed: &KeyedAttribute, drawing: &Ident) -> Tokens {
    let key = keyed.key.to_string();
    let span = keyed.key.span();
    let braced = |value: &Expr| match value {
        Expr::Block(own) => only_expression(&own.block).cloned(),
        _ => None,
    };
    let value = keyed.value().map(|value| braced(value).unwrap_or_else(|| value.clone()));
    let Some(value) = &value else { return quote_spanned!(span=> #drawing.set(#key, "");) };
    if key == "node_ref" {
        return quote_spanned!(span=> #drawing.refer(#value););
    }
    match key.split_once(':') {
        Some(("on", event)) => {
            let (event, listen) = match event.split_once(':') {
                Some((event, "capture")) => (event, quote!(on_the_way_down)),
                _ => (event, quote!(on)),
            };
            let descriptor = descriptor(event, span);
            quote_spanned!(span=> #drawing.#listen(#event, crate::ui::draw::handler(#descriptor, #value));)
        }
        Some(("class", name)) => quote_spanned!(span=> #drawing.toggle(#name, #value);),
        Some(("style", name)) => quote_spanned!(span=> #drawing.style(#name, #value);),
        Some(("prop", name)) => quote_spanned!(span=> #drawing.property(#name, #value);),
        _ => match literal(value) {
            Some(text) => quote_spanned!(span=> #drawing.set(#key, #text);),
            None => quote_spanned!(span=> #drawing.attribute(#key, #value);),
        },
    }
}

/// What Leptos knows an event by.
fn descriptor(event: &str, span: Span) -> Tokens {
    if event == "cancel" {
        return quote_spanned!(span=> ::leptos::ev::Custom::<::leptos::web_sys::Event>::new(#event));
    }
    let name = Ident::new(event, span);
    quote_spanned!(span=> ::leptos::ev::#name)
}

/// The text of a literal.
fn literal(value: &Expr) -> Option<String> {
    let Expr::Lit(own) = value else { return None };
    match &own.lit {
        Lit::Str(text) => Some(text.value()),
        Lit::Int(number) => Some(number.base10_digits().to_owned()),
        _ => None,
    }
}
