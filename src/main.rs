//! The thin binary: starts the page. Everything else is the library.

#[cfg(target_arch = "wasm32")]
fn main() {
    pocket_pmo::ui::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Pocket PMO is a web page: build it with `make build`, serve it with `make serve`.");
}
