//! Files that only this page sees: the origin private file system, where the browser has it. A file is written under a new
//! name, closed, and read again before it counts; none is ever written over. Must not know what is in them.

use super::bindings::{NavigatorWithFiles, PrivateFile, PrivateFolder, PrivateStream};
use js_sys::futures::{JsFuture, spawn_local};
use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;

/// A file by name and size in bytes.
pub type Listed = (String, u64);

/// The files of a folder; `None` where the browser has no such files or refuses them.
pub fn list(folder: &'static str, then: Box<dyn FnOnce(Option<Vec<Listed>>)>) {
    spawn_local(async move {
        then(try_list(folder).await.ok());
    });
}

/// What became of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It stands there as given: it was read again.
    Stands,
    /// The browser did not take it.
    Failed,
    /// The browser has no such files, or a page cannot write them.
    Impossible,
}

/// Writes a new file and reads it again.
pub fn write(folder: &'static str, name: String, text: String, then: Box<dyn FnOnce(Written)>) {
    spawn_local(async move {
        let written = match try_write(folder, &name, &text).await {
            Ok(Written::Stands) => try_read(folder, &name).await.is_ok_and(|found| found == text),
            Ok(other) => return then(other),
            Err(_) => false,
        };
        if !written {
            let _ = try_remove(folder, &name).await;
        }
        then(if written { Written::Stands } else { Written::Failed });
    });
}

/// Text of a file.
pub fn read(folder: &'static str, name: String, then: Box<dyn FnOnce(Option<String>)>) {
    spawn_local(async move {
        then(try_read(folder, &name).await.ok());
    });
}

/// Removes files, then goes on.
pub fn remove(folder: &'static str, names: Vec<String>, then: Box<dyn FnOnce()>) {
    spawn_local(async move {
        for name in names {
            // One that cannot be removed is tried again next time.
            let _ = try_remove(folder, &name).await;
        }
        then();
    });
}

async fn settled<T: JsCast>(promise: Promise) -> Result<T, JsValue> {
    Ok(JsFuture::from(promise).await?.unchecked_into())
}

/// Whether a page can write such files at all: some browsers let it read them only.
fn can_write() -> Result<bool, JsValue> {
    let handle = Reflect::get(&js_sys::global(), &"FileSystemFileHandle".into())?;
    Reflect::has(&Reflect::get(&handle, &"prototype".into())?, &"createWritable".into())
}

async fn open(folder: &str) -> Result<PrivateFolder, JsValue> {
    // Safari before 26 has such files and no way to write one from here.
    if !can_write()? {
        return Err(JsValue::NULL);
    }
    let navigator = web_sys::window().ok_or(JsValue::NULL)?.navigator();
    let storage = navigator.unchecked_ref::<NavigatorWithFiles>().storage().ok_or(JsValue::NULL)?;
    let root: PrivateFolder = settled(storage.get_directory()?).await?;
    settled(root.get_directory_handle(folder, &create(true))?).await
}

/// The options of an access that makes what is not there.
fn create(make: bool) -> JsValue {
    let options = Object::new();
    let _ = Reflect::set(&options, &"create".into(), &make.into());
    options.into()
}

async fn try_list(folder: &str) -> Result<Vec<Listed>, JsValue> {
    let folder = open(folder).await?;
    let names = folder.keys()?;
    let mut files = Vec::new();
    loop {
        let next: JsValue = settled(names.next()?).await?;
        if Reflect::get(&next, &"done".into())?.is_truthy() {
            return Ok(files);
        }
        let Some(name) = Reflect::get(&next, &"value".into())?.as_string() else { continue };
        // What is no file is not ours.
        let Ok(handle) = settled::<PrivateFile>(folder.get_file_handle(&name, &create(false))?).await else { continue };
        let file: web_sys::File = settled(handle.get_file()?).await?;
        files.push((name, file.size() as u64));
    }
}

async fn try_write(folder: &str, name: &str, text: &str) -> Result<Written, JsValue> {
    let Ok(folder) = open(folder).await else { return Ok(Written::Impossible) };
    let file: PrivateFile = settled(folder.get_file_handle(name, &create(true))?).await?;
    let stream: PrivateStream = settled(file.create_writable()?).await?;
    settled::<JsValue>(stream.write(text)?).await?;
    settled::<JsValue>(stream.close()?).await?;
    Ok(Written::Stands)
}

async fn try_read(folder: &str, name: &str) -> Result<String, JsValue> {
    let file: PrivateFile = settled(open(folder).await?.get_file_handle(name, &create(false))?).await?;
    let file: web_sys::File = settled(file.get_file()?).await?;
    let text: JsValue = settled(file.text()).await?;
    text.as_string().ok_or(JsValue::NULL)
}

async fn try_remove(folder: &str, name: &str) -> Result<(), JsValue> {
    settled::<JsValue>(open(folder).await?.remove_entry(name)?).await?;
    Ok(())
}
