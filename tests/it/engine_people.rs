//! People around a project: an item of the communication plan that was sent is due again after its turn.

use crate::support::bench::{Bench, text};
use crate::support::day;
use pocket_pmo::domain::id::Id;
use pocket_pmo::domain::record::RecordType;
use pocket_pmo::domain::records::communication::at;
use pocket_pmo::domain::records::project::Phase;
use pocket_pmo::domain::records::{Communication, Stakeholder, stakeholder};
use pocket_pmo::domain::value::Value;
use pocket_pmo::engine::command::Command;
use pocket_pmo::engine::decide::SendCommunications;

fn plan(bench: &mut Bench, purpose: &str, frequency: &str, due: &str) -> Id {
    let fields = vec![
        (at::purpose, text(purpose)),
        (at::project, Value::Id(bench.apollo)),
        (at::frequency, text(frequency)),
        (at::next_due, Value::Date(day(due))),
    ];
    bench.world.create(Communication::SCHEMA, fields)
}

#[test]
fn several_that_were_sent_are_due_again_in_one_step_and_come_back_with_one() {
    let mut bench = Bench::on(Phase::Planning);
    let weekly = plan(&mut bench, "Newsletter", "weekly", "2026-11-16");
    let once = plan(&mut bench, "Kick-off", "once", "2026-11-20");
    let due = |bench: &Bench, id: Id| bench.world.portfolio().get::<Communication>(id).unwrap().next_due;
    let sent = |on| SendCommunications { items: vec![weekly, once], on };
    let today = bench.world.today();
    assert_eq!(bench.act(sent(None)).unwrap_err(), "Say on which day it was sent.");
    let why = bench.act(sent(Some(today.plus_days(1)))).unwrap_err();
    assert_eq!(why, "Sent on cannot be a day that is still to come.");
    assert_eq!(bench.act(sent(Some(today))).unwrap(), "Note 2 communications as sent");
    assert_eq!((due(&bench, weekly), due(&bench, once)), (Some(day("2026-11-23")), None));
    bench.world.undo().unwrap();
    assert_eq!((due(&bench, weekly), due(&bench, once)), (Some(day("2026-11-16")), Some(day("2026-11-20"))));
}

#[test]
fn power_and_interest_lie_from_one_to_five() {
    let mut bench = Bench::on(Phase::Planning);
    let fields = |power| {
        vec![
            (stakeholder::at::name, text("Unions")),
            (stakeholder::at::project, Value::Id(bench.apollo)),
            (stakeholder::at::power, Value::Int(power)),
        ]
    };
    let [made, refused] = [5, 7].map(|power| Command::Create { schema: Stakeholder::SCHEMA, fields: fields(power) });
    bench.carry_out(made).unwrap();
    assert_eq!(bench.carry_out(refused).unwrap_err(), "Power must lie from 1 to 5.");
}
