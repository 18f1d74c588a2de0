//! Files from the person: their bytes, within a limit. Must not know what is in them.

use js_sys::Uint8Array;
use std::cell::RefCell;
use std::fmt;
use wasm_bindgen::prelude::*;
use web_sys::{File, FileReader};

/// Why a file was not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileError {
    /// It is larger than allowed.
    TooLarge {
        /// Its name.
        name: String,
        /// Its size in megabytes, rounded up.
        megabytes: u64,
        /// Most megabytes.
        most: u64,
    },
    /// The browser could not read it.
    Unreadable {
        /// Its name.
        name: String,
    },
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { name, megabytes, most } => write!(
                f,
                "“{name}” has {megabytes} MB; at most {most} MB are read. Nothing was changed. Leave out what is not needed, or split it."
            ),
            Self::Unreadable { name } => write!(
                f,
                "“{name}” could not be read. It may have been moved, or another program holds it. Nothing was changed; choose it again."
            ),
        }
    }
}

const MEGABYTE: u64 = 1_000_000;

/// Reads a file of at most so many megabytes.
pub fn read(file: &File, most_megabytes: u64, then: Box<dyn FnOnce(Result<Vec<u8>, FileError>)>) {
    let name = file.name();
    let megabytes = (file.size() as u64).div_ceil(MEGABYTE);
    if megabytes > most_megabytes {
        return then(Err(FileError::TooLarge { name, megabytes, most: most_megabytes }));
    }
    let Ok(reader) = FileReader::new() else { return then(Err(FileError::Unreadable { name })) };
    let waiting = RefCell::new(Some((then, name)));
    let answer = {
        let reader = reader.clone();
        move || {
            let Some((then, name)) = waiting.borrow_mut().take() else { return };
            let bytes = reader.result().ok().filter(|result| !result.is_null());
            then(match bytes {
                Some(bytes) => Ok(Uint8Array::new(&bytes).to_vec()),
                None => Err(FileError::Unreadable { name }),
            });
        }
    };
    // Comes once, whether it was read, refused or aborted.
    let closure = Closure::once_into_js(answer);
    reader.set_onloadend(Some(closure.unchecked_ref()));
    if reader.read_as_array_buffer(file).is_err() {
        let _ = closure.unchecked_ref::<js_sys::Function>().call0(&JsValue::NULL);
    }
}
