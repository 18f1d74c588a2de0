//! What the wrapper crates lack or mark as unstable: the durability of a transaction, Web Locks, idle moments, text as the
//! browser holds it. Owns only the declarations.

use js_sys::{AsyncIterator, Function, JsString, Promise};
use wasm_bindgen::prelude::*;
use web_sys::IdbTransaction;

#[wasm_bindgen]
extern "C" {
    /// A database whose transactions take options.
    #[wasm_bindgen(js_name = "IDBDatabase")]
    pub type DatabaseWithOptions;

    #[wasm_bindgen(catch, method)]
    pub fn transaction(
        this: &DatabaseWithOptions,
        stores: &JsValue,
        mode: &str,
        options: &JsValue,
    ) -> Result<IdbTransaction, JsValue>;

    /// A transaction that can be told to finish now.
    #[wasm_bindgen(js_name = "IDBTransaction")]
    pub type TransactionWithCommit;

    #[wasm_bindgen(catch, method)]
    pub fn commit(this: &TransactionWithCommit) -> Result<(), JsValue>;

    /// A storage whose values are measured without being copied.
    #[wasm_bindgen(js_name = "Storage")]
    pub type RawStorage;

    #[wasm_bindgen(catch, method, js_name = "getItem")]
    pub fn get_item(this: &RawStorage, key: &str) -> Result<Option<JsString>, JsValue>;

    /// A navigator that may have locks.
    pub type NavigatorWithLocks;

    #[wasm_bindgen(method, getter)]
    pub fn locks(this: &NavigatorWithLocks) -> Option<Locks>;

    /// The lock manager.
    pub type Locks;

    #[wasm_bindgen(catch, method)]
    pub fn request(this: &Locks, name: &str, callback: &Function) -> Result<Promise, JsValue>;

    /// A window that may lack what it is asked for.
    pub type WindowWithMore;

    #[wasm_bindgen(method, getter, js_name = "requestIdleCallback")]
    pub fn idle_callback(this: &WindowWithMore) -> Option<Function>;

    #[wasm_bindgen(method, getter, js_name = "showSaveFilePicker")]
    pub fn save_picker(this: &WindowWithMore) -> Option<Function>;

    /// A navigator that may have files of the page's own.
    pub type NavigatorWithFiles;

    #[wasm_bindgen(method, getter)]
    pub fn storage(this: &NavigatorWithFiles) -> Option<StorageWithFiles>;

    /// A storage that may have files; each call may throw where it has not.
    pub type StorageWithFiles;

    #[wasm_bindgen(catch, method, js_name = "getDirectory")]
    pub fn get_directory(this: &StorageWithFiles) -> Result<Promise, JsValue>;

    /// A folder of the page's own.
    pub type PrivateFolder;

    #[wasm_bindgen(catch, method, js_name = "getDirectoryHandle")]
    pub fn get_directory_handle(this: &PrivateFolder, name: &str, options: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, method, js_name = "getFileHandle")]
    pub fn get_file_handle(this: &PrivateFolder, name: &str, options: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, method, js_name = "removeEntry")]
    pub fn remove_entry(this: &PrivateFolder, name: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, method)]
    pub fn keys(this: &PrivateFolder) -> Result<AsyncIterator, JsValue>;

    /// A file of the page's own, or one that the person chose.
    pub type PrivateFile;

    #[wasm_bindgen(catch, method, js_name = "createWritable")]
    pub fn create_writable(this: &PrivateFile) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, method, js_name = "getFile")]
    pub fn get_file(this: &PrivateFile) -> Result<Promise, JsValue>;

    /// A file that the page may keep hold of beyond a visit.
    pub type RememberedFile;

    #[wasm_bindgen(method, getter)]
    pub fn name(this: &RememberedFile) -> String;

    #[wasm_bindgen(catch, method, js_name = "queryPermission")]
    pub fn query_permission(this: &RememberedFile, options: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, method, js_name = "requestPermission")]
    pub fn request_permission(this: &RememberedFile, options: &JsValue) -> Result<Promise, JsValue>;

    /// A file that is being written.
    pub type PrivateStream;

    #[wasm_bindgen(catch, method)]
    pub fn write(this: &PrivateStream, text: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, method)]
    pub fn close(this: &PrivateStream) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, method, getter)]
    pub fn caches(this: &WindowWithMore) -> Result<Caches, JsValue>;

    /// The caches of the page.
    pub type Caches;

    #[wasm_bindgen(catch, method)]
    pub fn open(this: &Caches, name: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, method)]
    pub fn delete(this: &Caches, name: &str) -> Result<Promise, JsValue>;

    /// One of them.
    pub type RoomCache;

    #[wasm_bindgen(catch, method)]
    pub fn put(this: &RoomCache, address: &str, answer: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, getter, js_name = "ppmoFail")]
    pub fn fail(this: &WindowWithMore) -> Option<Function>;

    #[wasm_bindgen(method, getter, js_name = "ppmoUpdate")]
    pub fn update(this: &WindowWithMore) -> Option<Function>;

    #[wasm_bindgen(js_namespace = console, js_name = "error")]
    pub fn log_error(message: &str);
}
