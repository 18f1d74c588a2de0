//! A file outside the browser's storage that the person chose once, and that is written again and again: where the browser lets
//! a page keep hold of one. What holds it stands in a database of its own, one for each workspace. Must not know what is in it.

use super::bindings::{PrivateFile, RememberedFile};
use super::chosen_file::{self, Saved};
use js_sys::futures::{JsFuture, spawn_local};
use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransactionMode};

const NAME: &str = "ppmo-files";
const STORE: &str = "files";

/// What became of the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileOutcome {
    /// None was chosen, or the browser has forgotten it.
    None,
    /// The file of that name holds the text: it was read again.
    Written(String),
    /// The browser asks the person first whether the page may write to the file of that name.
    Asks(String),
    /// The file of that name could not be written.
    Failed(String),
    /// The person chose none.
    Cancelled,
}

/// Asks for a file, writes the text into it, and keeps hold of it. Only in answer to a key or click.
pub fn choose(workspace: String, suggested: String, text: String, then: Box<dyn FnOnce(FileOutcome)>) {
    spawn_local(async move {
        then(match chosen_file::chosen(&suggested).await {
            Ok(file) => match keep(&workspace, &file).await {
                Ok(()) => write(file, &text).await,
                Err(_) => FileOutcome::Failed(name_of(&file)),
            },
            Err(Saved::Cancelled) => FileOutcome::Cancelled,
            Err(_) => FileOutcome::Failed(suggested),
        });
    });
}

/// Writes the text into the file. With `asks` the browser may ask the person: only in answer to a key or click.
pub fn update(workspace: String, text: String, asks: bool, then: Box<dyn FnOnce(FileOutcome)>) {
    spawn_local(async move {
        let Ok(Some(file)) = kept(&workspace).await else { return then(FileOutcome::None) };
        then(match may_write(&file, asks).await {
            Ok(true) => write(file, &text).await,
            _ => FileOutcome::Asks(name_of(&file)),
        });
    });
}

/// Lets go of the file. It stays where it is.
pub fn forget(workspace: String, then: Box<dyn FnOnce()>) {
    spawn_local(async move {
        if let Ok(database) = open().await {
            let _ = run(&database, IdbTransactionMode::Readwrite, |store| store.delete(&JsValue::from_str(&workspace)))
                .await;
        }
        then();
    });
}

fn name_of(file: &PrivateFile) -> String {
    file.unchecked_ref::<RememberedFile>().name()
}

async fn write(file: PrivateFile, text: &str) -> FileOutcome {
    let name = name_of(&file);
    match chosen_file::write(file, text).await {
        Ok(Saved::To(name)) => FileOutcome::Written(name),
        _ => FileOutcome::Failed(name),
    }
}

async fn may_write(file: &PrivateFile, asks: bool) -> Result<bool, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"mode".into(), &"readwrite".into())?;
    let file = file.unchecked_ref::<RememberedFile>();
    let answer = if asks { file.request_permission(&options)? } else { file.query_permission(&options)? };
    Ok(JsFuture::from(answer).await?.as_string().as_deref() == Some("granted"))
}

async fn kept(workspace: &str) -> Result<Option<PrivateFile>, JsValue> {
    let database = open().await?;
    let found = run(&database, IdbTransactionMode::Readonly, |store| store.get(&JsValue::from_str(workspace))).await?;
    Ok((!found.is_undefined()).then(|| found.unchecked_into()))
}

async fn keep(workspace: &str, file: &PrivateFile) -> Result<(), JsValue> {
    let database = open().await?;
    let key = JsValue::from_str(workspace);
    run(&database, IdbTransactionMode::Readwrite, |store| store.put_with_key(file.as_ref(), &key)).await?;
    Ok(())
}

async fn open() -> Result<IdbDatabase, JsValue> {
    let factory = web_sys::window().ok_or(JsValue::NULL)?.indexed_db()?.ok_or(JsValue::NULL)?;
    let request = factory.open_with_u32(NAME, 1)?;
    let asked = request.clone();
    let upgrade = Closure::once_into_js(move || {
        if let Some(database) = asked.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok()) {
            // If this fails, the store is found missing.
            let _ = database.create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    answered(&request).await?.dyn_into()
}

async fn run(
    database: &IdbDatabase,
    mode: IdbTransactionMode,
    ask: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
) -> Result<JsValue, JsValue> {
    let transaction = database.transaction_with_str_and_mode(STORE, mode)?;
    let request = ask(&transaction.object_store(STORE)?)?;
    let found = answered(&request).await;
    database.close();
    found
}

/// What a request comes to.
async fn answered(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let settled = Promise::new(&mut |done, failed| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    });
    JsFuture::from(settled).await?;
    request.result()
}
