//! Written forms of the maturity self-assessment: the model's file, the questionnaire that is sent to a colleague and comes back,
//! and tables of answers. All that is read may have been anywhere: what is wrong is said in sentences, and nothing is half taken in.

pub mod answers;
pub mod model;
pub mod questionnaire;
mod read;
