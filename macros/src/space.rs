//! Owns which name space an element belongs to: HTML or SVG. An element has that of the element it is written in. What is written
//! at the root of a view is drawn apart and put somewhere later; there its name decides, and for `a` what is written in it.
//! Must not know what any page draws.

use rstml::Infallible;
use rstml::node::{Node, NodeElement};

/// The name space of an element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// At the root of a view: it is not known what it will be put into.
    Unknown,
    Html,
    Svg,
}

/// The elements of SVG that HTML has not: all of SVG 2 but `a`, `script`, `style` and `title`, and `svg` itself.
const SVG_ALONE: &[&str] = &[
    "animate",
    "animateMotion",
    "animateTransform",
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feImage",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
    "filter",
    "foreignObject",
    "g",
    "image",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "metadata",
    "mpath",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "set",
    "stop",
    "switch",
    "symbol",
    "text",
    "textPath",
    "tspan",
    "use",
    "view",
];

impl Space {
    /// The name space of an element within another.
    pub fn of(own: &NodeElement<Infallible>, around: Self) -> Result<Self, String> {
        let tag = own.name().to_string();
        let is_svg_alone = SVG_ALONE.contains(&tag.as_str());
        match around {
            Self::Svg => Ok(Self::Svg),
            _ if tag == "svg" => Ok(Self::Svg),
            Self::Html if is_svg_alone => Err(format!("<{tag}> does not show outside <svg>")),
            Self::Html => Ok(Self::Html),
            // Views write no title of the page, so one at the root is the name of a shape.
            Self::Unknown if is_svg_alone || tag == "title" || tag == "a" && holds_shapes(own) => Ok(Self::Svg),
            Self::Unknown => Ok(Self::Html),
        }
    }

    /// The name space of what stands inside an element of this one.
    pub fn inside(self, tag: &str) -> Self {
        if tag == "foreignObject" { Self::Html } else { self }
    }
}

/// Whether something of SVG is written directly in the element.
fn holds_shapes(own: &NodeElement<Infallible>) -> bool {
    own.children.iter().any(|child| match child {
        Node::Element(child) => SVG_ALONE.contains(&child.name().to_string().as_str()),
        _ => false,
    })
}
