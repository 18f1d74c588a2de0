//! What the wrapper crates lack or mark as unstable: the durability of a transaction, Web Locks, idle moments, text as the
//! browser holds it. Owns only the declarations.

use js_sys::{Function, JsString, Promise};
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

    #[wasm_bindgen(method, getter, js_name = "ppmoFail")]
    pub fn fail(this: &WindowWithMore) -> Option<Function>;

    #[wasm_bindgen(method, getter, js_name = "ppmoUpdate")]
    pub fn update(this: &WindowWithMore) -> Option<Function>;

    #[wasm_bindgen(js_namespace = console, js_name = "error")]
    pub fn log_error(message: &str);
}
