//! What the list of workspaces keeps, whatever one of the stores says.

use super::*;

const A: WorkspaceId = WorkspaceId(1);
const B: WorkspaceId = WorkspaceId(2);
const FRESH: WorkspaceId = WorkspaceId(9);
const NOW: Moment = Moment(1_795_348_800_000);

#[test]
fn the_first_start_makes_one_workspace_and_the_next_finds_it() {
    let first = Boot::settle(None, None, &[], FRESH, NOW);
    assert_eq!((first.boot.active(), first.changed), (FRESH, true));
    let text = first.boot.seal();
    let next = Boot::settle(Some(&text), Some(&text), &[FRESH], A, NOW);
    assert_eq!((next.boot.active(), next.changed, next.read_only), (FRESH, false, false));
}

#[test]
fn no_workspace_is_out_of_reach_when_the_record_is_gone_damaged_or_behind() {
    let mut boot = Boot::settle(None, None, &[A], FRESH, NOW).boot;
    let behind = boot.seal();
    boot.create(B, true);
    let text = boot.seal();
    for (local, indexed) in [
        (None, None),
        (Some("P1B1p2.00000000:{}"), None),
        (Some(behind.as_str()), None),
        (Some(behind.as_str()), Some(text.as_str())),
    ] {
        let settled = Boot::settle(local, indexed, &[A, B], FRESH, NOW);
        let ids: Vec<_> = settled.boot.workspaces().map(|entry| entry.id).collect();
        assert_eq!(ids, [A, B]);
        assert!(settled.changed && !settled.read_only);
    }
}

#[test]
fn nothing_goes_that_only_one_store_calls_removed() {
    let mut boot = Boot::settle(None, None, &[A], FRESH, NOW).boot;
    boot.create(B, true);
    let before = boot.seal();
    boot.remove(B, FRESH);
    assert_eq!(boot.active(), A);
    let after = boot.seal();
    let both = Boot::settle(Some(&after), Some(&after), &[A, B], FRESH, NOW);
    assert_eq!((both.gone, both.boot.workspaces().count()), (vec![B], 1));
    let trashed = |settled: &Settled| settled.boot.trash().map(|entry| entry.id).collect::<Vec<_>>();
    for (local, indexed) in
        [(Some(&before), Some(&after)), (Some(&after), Some(&before)), (Some(&after), None), (None, Some(&after))]
    {
        let text = |stored: Option<&String>| stored.map(|stored| stored.as_str().to_owned());
        let (local, indexed) = (text(local), text(indexed));
        assert!(Boot::is_in_doubt(local.as_deref(), indexed.as_deref()));
        let mut settled = Boot::settle(local.as_deref(), indexed.as_deref(), &[A, B], FRESH, NOW);
        assert_eq!((settled.gone.len(), trashed(&settled)), (0, vec![B]), "it can be looked at and restored");
        assert!(settled.boot.empty_trash(Moment(NOW.0 + 29 * DAY)).is_empty(), "for thirty days from now on");
        // Once restored it stays, whatever the one list said before.
        settled.boot.restore(B, NOW);
        let list = |before: &Option<String>| settled.boot.over(before.as_deref()).seal();
        let lists = (list(&local), list(&indexed));
        let next = Boot::settle(Some(&lists.0), Some(&lists.1), &[A, B], FRESH, NOW).boot;
        assert_eq!(next.workspaces().count(), 2);
        // Nothing is left of it: nothing is at stake.
        let settled = Boot::settle(local.as_deref(), indexed.as_deref(), &[A], FRESH, NOW);
        assert_eq!((settled.gone.len(), trashed(&settled).len(), settled.boot.workspaces().count()), (0, 0, 1));
    }
    boot.remove(A, FRESH);
    assert_eq!(boot.active(), FRESH);
}

#[test]
fn what_only_one_store_calls_trashed_has_all_its_days() {
    let mut boot = Boot::settle(None, None, &[A, B], FRESH, NOW).boot;
    let before = boot.seal();
    boot.put_into_trash(B, Moment(NOW.0 - 40 * DAY), FRESH);
    let forged = boot.seal();
    let mut settled = Boot::settle(Some(&forged), Some(&before), &[A, B], FRESH, NOW);
    assert_eq!(settled.boot.trash().map(|entry| entry.days_left(NOW)).collect::<Vec<_>>(), [TRASH_DAYS]);
    assert!(settled.boot.empty_trash(NOW).is_empty());
}

/// What another page of the origin, or damage, says in one store is not carried to the other by an open tab.
#[test]
fn an_open_tab_does_not_spread_what_one_store_says_of_removal() {
    let open = Boot::settle(None, None, &[A, B], FRESH, NOW).boot;
    let (mut forged, mut honest) = (open.clone(), open.clone());
    forged.remove(B, FRESH);
    let there = open.seal();
    honest.take_in(&forged.seal());
    honest.rename(A, "Works", NOW);
    let (local, indexed) = (honest.over(Some(&forged.seal())).seal(), honest.over(Some(&there)).seal());
    let settled = Boot::settle(Some(&local), Some(&indexed), &[A, B], FRESH, NOW);
    assert!(settled.gone.is_empty() && settled.boot.trash().any(|entry| entry.id == B));
    // A tab that removes says so in both.
    honest.remove(B, FRESH);
    let (local, indexed) = (honest.over(Some(&there)).seal(), honest.over(Some(&there)).seal());
    assert_eq!(Boot::settle(Some(&local), Some(&indexed), &[A, B], FRESH, NOW).gone, [B]);
}

#[test]
fn the_later_name_stays_whichever_list_is_written_last() {
    let first = Boot::settle(None, None, &[A], FRESH, NOW).boot;
    let (mut here, mut there) = (first.clone(), first);
    here.rename(A, "Old", NOW);
    there.take_in(&here.seal());
    here.rename(A, "New", Moment(NOW.0 + 1));
    let renamed = here.seal();
    // Open since before, it makes a workspace.
    there.create(B, false);
    let written = there.over(Some(&renamed));
    let name = |boot: &Boot| boot.workspaces().find(|entry| entry.id == A).map(|entry| entry.name.to_string());
    assert_eq!(name(&written).as_deref(), Some("New"));
    assert_eq!(written.workspaces().count(), 2);
    for (local, indexed) in [(&renamed, &there.seal()), (&there.seal(), &renamed)] {
        let settled = Boot::settle(Some(local), Some(indexed), &[A, B], FRESH, NOW);
        assert_eq!(name(&settled.boot).as_deref(), Some("New"));
    }
}

#[test]
fn thirty_days_pass_only_while_the_clock_can_be_trusted() {
    let at = |days: i64| Moment(NOW.0 + days * DAY);
    let visit = |boot: &mut Boot, day: i64, latest: i64| {
        boot.look_at_trash(at(day), at(latest).0);
        boot.empty_trash(at(day))
    };
    let trashed = || {
        let mut boot = Boot::settle(None, None, &[A, B], FRESH, NOW).boot;
        boot.put_into_trash(B, at(0), FRESH);
        boot
    };
    // Visits a few days apart: it goes after thirty days, no sooner.
    let mut boot = trashed();
    let gone: Vec<i64> = (1..=35).filter(|day| !visit(&mut boot, *day, *day).is_empty()).collect();
    assert_eq!(gone, [30]);
    // One start with a clock put forward, then right again: nothing goes, and no day of the thirty is lost.
    for (before, jump) in [(0, 31), (0, 400), (25, 31), (29, 3_650)] {
        let mut boot = trashed();
        (1..=before).for_each(|day| assert!(visit(&mut boot, day, day).is_empty()));
        assert!(visit(&mut boot, before + jump, before).is_empty(), "{before} {jump}");
        for day in before..30 {
            assert!(visit(&mut boot, day, before).is_empty(), "{before} {jump} {day}");
        }
    }
    // Edits were stored with a later clock than this one.
    let mut boot = trashed();
    (1..=60).for_each(|day| assert!(visit(&mut boot, day, 90).is_empty()));
    // The clock went back: what was counted stays counted.
    let mut boot = trashed();
    (1..=20).for_each(|day| assert!(visit(&mut boot, day, day).is_empty()));
    assert!(visit(&mut boot, -400, -400).is_empty());
    let gone = (-399..-380).find(|day| !visit(&mut boot, *day, *day).is_empty());
    assert_eq!(gone, Some(-390));
    // A long absence counts once a later visit agrees; a visit of the same day proves nothing.
    let mut boot = trashed();
    assert!(visit(&mut boot, 45, 0).is_empty() && visit(&mut boot, 45, 0).is_empty());
    assert_eq!(visit(&mut boot, 46, 0), [B]);
    // So it is with a list of a version that did not note its visits.
    let mut boot = trashed();
    boot.seen = 0;
    assert!(visit(&mut boot, 45, 0).is_empty());
    assert_eq!(boot.trash().map(|entry| entry.days_left(at(45))).collect::<Vec<_>>(), [TRASH_DAYS]);
    assert_eq!(visit(&mut boot, 46, 0), [B]);
}

#[test]
fn the_workspace_that_the_recovery_page_asked_for_is_opened_and_none_is_lost() {
    let mut boot = Boot::settle(None, None, &[A], FRESH, NOW).boot;
    assert!(boot.open_asked(&format!("{B} Works north")));
    assert_eq!(boot.active(), B);
    let named: Vec<_> = boot.workspaces().map(|entry| (entry.id, &*entry.name)).collect();
    assert_eq!(named, [(A, ""), (B, "Works north")]);
    assert!(boot.open_asked(&A.to_string()) && boot.active() == A);
    boot.open_asked(&format!("{B} Another name"));
    assert_eq!(boot.workspaces().filter(|entry| &*entry.name == "Works north").count(), 1, "a name stays");
    let before = boot.clone();
    for foreign in ["", " ", "no id", "0000000000001x", "\u{0}"] {
        assert!(!boot.open_asked(foreign), "{foreign}");
    }
    assert_eq!(boot, before);
    boot.put_into_trash(A, Moment(1_795_348_800_000), FRESH);
    boot.open_asked(&A.to_string());
    assert_eq!(boot.active(), B, "what lies in the trash stays there");
}

#[test]
fn what_lies_in_the_trash_can_be_restored_for_thirty_days() {
    let at = |days: i64| Moment(1_795_348_800_000 + days * DAY);
    let mut boot = Boot::settle(None, None, &[A, B], FRESH, NOW).boot;
    boot.put_into_trash(A, at(0), FRESH);
    assert_eq!(boot.active(), B);
    boot.switch(A);
    assert_eq!(boot.active(), B, "what lies in the trash is not opened");
    let text = boot.seal();
    let settled = Boot::settle(Some(&text), Some(&text), &[A, B], FRESH, NOW);
    assert!(!settled.changed && settled.boot.removed().count() == 0);
    let mut later = settled.boot;
    assert!(later.empty_trash(at(29)).is_empty());
    assert_eq!(later.trash().map(|entry| (entry.id, entry.days_left(at(29)))).collect::<Vec<_>>(), [(A, 1)]);
    assert!(later.empty_trash(at(-400)).is_empty(), "nor when the clock goes wrong backwards");
    let mut restored = later.clone();
    restored.restore(A, at(29));
    assert!(restored.empty_trash(at(99)).is_empty());
    assert_eq!((restored.workspaces().count(), restored.trash().count()), (2, 0));
    assert_eq!(later.empty_trash(at(30)), [A]);
    assert!(later.empty_trash(at(31)).is_empty(), "it goes once");
    assert_eq!((later.trash().count(), later.removed().collect::<Vec<_>>()), (0, vec![A]));
}

#[test]
fn a_tab_that_is_behind_writes_over_neither_trash_nor_restoring() {
    let at = |days: i64| Moment(1_795_348_800_000 + days * DAY);
    let first = Boot::settle(None, None, &[A, B], FRESH, NOW).boot;
    let (mut here, mut there) = (first.clone(), first);
    here.put_into_trash(A, at(0), FRESH);
    there.rename(B, "Renamed", NOW);
    there = there.over(Some(&here.seal()));
    assert_eq!(there.trash().map(|entry| entry.id).collect::<Vec<_>>(), [A]);
    there.restore(A, at(1));
    here = here.over(Some(&there.seal()));
    assert_eq!(here.trash().count(), 0);
    here.put_into_trash(A, at(-5), FRESH);
    assert_eq!(here.trash().count(), 1, "also where the clock is behind");
    let settled = Boot::settle(Some(&here.seal()), Some(&there.seal()), &[A, B], FRESH, NOW);
    assert_eq!(settled.boot.trash().count(), 1);
}

#[test]
fn a_newer_format_makes_read_only() {
    let mut boot = Boot::settle(None, None, &[A], FRESH, NOW).boot;
    boot.min_reader = FORMAT + 1;
    let settled = Boot::settle(None, Some(&boot.seal()), &[A], FRESH, NOW);
    assert!(settled.read_only);
    assert_eq!(settled.boot.active(), A);
}
