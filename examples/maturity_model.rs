//! Writes `public/model/maturity-model.json`, which the page fetches, from `model/maturity-model.toml`, which people edit:
//! `cargo run --example maturity_model`. A test fails while the two differ.

use pocket_pmo::exchange::json::to_json;
use pocket_pmo::exchange::maturity::model::read_model;
use pocket_pmo::exchange::toml::read_toml;
use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string("model/maturity-model.toml")?;
    read_model(&text).map_err(|faults| faults.join("\n"))?;
    let value = read_toml(&text).map_err(|error| error.to_string())?;
    fs::create_dir_all("public/model")?;
    fs::write("public/model/maturity-model.json", to_json(&value) + "\n")?;
    Ok(())
}
