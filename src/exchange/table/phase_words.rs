//! Words of lists for where a project is, in English, German, French, Spanish, Italian, Dutch and Portuguese; without accents and in
//! small. Must not know columns.

use super::words::{Whereabouts, plain};
use crate::domain::records::project::{Phase, State};

const fn at(phase: Option<Phase>, state: Option<State>) -> Whereabouts {
    Whereabouts { phase, state }
}

const TABLE: &[(Whereabouts, &str)] = &[
    (
        at(Some(Phase::Candidate), None),
        "idea|ideas|candidate|proposal|proposed|concept|intake|pipeline|backlog|not started|not yet started|new|requested|request|\
         pre initiation|submitted|draft|pending|pending approval|awaiting approval|for approval|waiting for approval|to be approved|\
         pre approval|under review|under consideration|prospective|future|\
         idee|vorschlag|beantragt|eingereicht|entwurf|nicht begonnen|noch nicht begonnen|nicht gestartet|neu|in prufung|antrag|\
         zur genehmigung|genehmigung ausstehend|ausstehend|\
         proposition|propose|soumis|demande|brouillon|non demarre|non commence|pas commence|nouveau|en attente d approbation|\
         en attente de validation|a approuver|a l etude|\
         propuesta|propuesto|solicitado|borrador|no iniciado|sin iniciar|nuevo|pendiente de aprobacion|pendiente|en estudio|\
         proposta|proposto|richiesto|bozza|non iniziato|non avviato|nuovo|in attesa di approvazione|in valutazione|da approvare|\
         voorstel|voorgesteld|aangevraagd|niet gestart|nog niet gestart|nieuw|in afwachting van goedkeuring|ter goedkeuring|\
         ideia|rascunho|nao iniciado|novo|aguardando aprovacao|aguarda aprovacao|em analise|pendente de aprovacao|pendente",
    ),
    (
        at(Some(Phase::Initiation), None),
        "initiation|initiating|initiate|start up|starting up|startup|feasibility|discovery|business case|definition|define|scoping|\
         identify|strategic outline case|set up|kick off|kickoff|inception|mobilisation|mobilization|\
         initiierung|startphase|projektstart|vorstudie|machbarkeit|machbarkeitsstudie|voranalyse|\
         initialisation|lancement|demarrage|cadrage|faisabilite|avant projet|opportunite|\
         inicio|iniciacion|viabilidad|factibilidad|arranque|definicion|avvio|inizio|fattibilita|definizione|\
         initiatie|haalbaarheid|opstart|definitie|iniciacao|viabilidade|definicao",
    ),
    (
        at(Some(Phase::Planning), None),
        "planning|plan|planned|scheduled|approved|authorised|authorized|funded|sanctioned|ready to start|approved not started|\
         design|scoping planning|procurement|construction procurement|tender|tendering|preparation|\
         outline business case|full business case|alpha|pre construction|in planning|in design|\
         planung|in planung|geplant|genehmigt|freigegeben|bewilligt|konzept|konzeption|ausschreibung|vergabe|vorbereitung|\
         in vorbereitung|planification|planifie|planifiee|prevu|prevue|approuve|approuvee|valide|validee|conception|appel d offres|\
         en preparation|en planification|\
         planificacion|planificado|planificada|planeado|previsto|aprobado|aprobada|autorizado|diseno|licitacion|preparacion|\
         en planificacion|programado|pianificazione|pianificato|approvato|autorizzato|progettazione|gara|preparazione|\
         in pianificazione|in preparazione|programmato|\
         gepland|goedgekeurd|ontwerp|voorbereiding|aanbesteding|in voorbereiding|\
         planejamento|planeamento|planejado|planejada|aprovado|aprovada|licitacao|preparacao|em planejamento|em planeamento",
    ),
    (
        at(Some(Phase::Execution), None),
        "execution|executing|execute|delivery|deliver|delivering|in delivery|implementation|implementing|implement|\
         in progress|in execution|construction|build|building|realisation|realization|development|testing|test|beta|\
         doing|started|work in progress|wip|monitoring|control|monitoring and control|underway|under way|in flight|inflight|\
         in implementation|in development|in construction|in build|in testing|rollout|roll out|deployment|deploying|pilot|piloting|\
         in arbeit|in bearbeitung|laufend|laufende|lauft|in umsetzung|umsetzung|in durchfuhrung|durchfuhrung|ausfuhrung|\
         in ausfuhrung|realisierung|in realisierung|gestartet|begonnen|im bau|implementierung|entwicklung|in entwicklung|\
         einfuhrung|testphase|\
         en cours|en execution|en realisation|en cours de realisation|demarre|demarree|commence|lance|lancee|mise en oeuvre|\
         en developpement|developpement|travaux|en travaux|deploiement|en deploiement|\
         en curso|en ejecucion|ejecucion|en progreso|en proceso|en marcha|iniciado|iniciada|comenzado|implementacion|desarrollo|\
         en desarrollo|construccion|en construccion|en obras|despliegue|\
         in corso|in esecuzione|esecuzione|in lavorazione|avviato|avviata|iniziato|realizzazione|in realizzazione|attuazione|\
         in attuazione|sviluppo|in sviluppo|implementazione|costruzione|\
         in uitvoering|uitvoering|lopend|lopende|loopt|bezig|gestart|realisatie|in realisatie|bouw|implementatie|ontwikkeling|\
         in ontwikkeling|uitrol|\
         em curso|em andamento|em execucao|execucao|em progresso|implementacao|em implementacao|desenvolvimento|\
         em desenvolvimento|construcao|implantacao|a decorrer",
    ),
    (
        at(Some(Phase::Closing), None),
        "closing|closure|close|close out|closeout|close down|handover|hand over|transition|transfer|wrap up|finishing|\
         commissioning|in closing|in closure|acceptance|\
         abschluss|abschlussphase|im abschluss|ubergabe|abnahme|inbetriebnahme|\
         en cloture|recette|reception|transfert|mise en service|cierre|en cierre|entrega|recepcion|chiusura|in chiusura|collaudo|\
         consegna|afsluiting|in afsluiting|oplevering|overdracht|encerramento|em encerramento|fecho|recepcao",
    ),
    (
        at(Some(Phase::Closed), Some(State::Completed)),
        "closed|completed|complete|done|finished|delivered|live|archived|bau|business as usual|in bau|operational|in operation|\
         in service|in use|gone live|went live|closed out|handed over|ended|implemented|fully implemented|\
         abgeschlossen|beendet|fertig|fertiggestellt|erledigt|geschlossen|in betrieb|umgesetzt|ubergeben|archiviert|realisiert|\
         termine|terminee|acheve|achevee|clos|close|cloturee|livre|livree|fini|finie|realise|realisee|ferme|archive|en service|\
         terminado|terminada|completado|completada|finalizado|finalizada|cerrado|cerrada|concluido|concluida|entregado|\
         completato|completata|concluso|conclusa|chiuso|chiusa|terminato|terminata|finito|consegnato|in esercizio|\
         afgerond|voltooid|gereed|afgesloten|klaar|opgeleverd|beeindigd|gesloten|in beheer|in gebruik|\
         completo|completa|encerrado|encerrada|fechado|entregue|em operacao",
    ),
    (
        at(None, Some(State::OnHold)),
        "on hold|onhold|hold|held|paused|suspended|deferred|parked|waiting|postponed|on ice|frozen|in abeyance|stalled|\
         awaiting funding|awaiting decision|\
         pausiert|pause|angehalten|zuruckgestellt|unterbrochen|ruht|ruhend|verschoben|wartend|wartet|auf eis|ausgesetzt|\
         en attente|suspendu|suspendue|en pause|reporte|reportee|gele|ajourne|differe|\
         en espera|suspendido|suspendida|pausado|aplazado|en pausa|paralizado|postergado|\
         in attesa|sospeso|sospesa|in pausa|rinviato|rimandato|congelato|\
         gepauzeerd|uitgesteld|opgeschort|in de wacht|aangehouden|\
         suspenso|suspensa|em espera|adiado|adiada|em pausa|parado",
    ),
    (
        at(Some(Phase::Closed), Some(State::Stopped)),
        "stopped|cancelled|canceled|terminated|rejected|abandoned|killed|withdrawn|dropped|aborted|discontinued|called off|shelved|\
         declined|not approved|not proceeding|\
         gestoppt|abgebrochen|storniert|eingestellt|abgelehnt|verworfen|zuruckgezogen|gestrichen|nicht genehmigt|\
         annule|annulee|arrete|arretee|abandonne|abandonnee|stoppe|rejete|rejetee|refuse|\
         cancelado|cancelada|anulado|abandonado|rechazado|rechazada|detenido|detenida|\
         annullato|annullata|cancellato|fermato|abbandonato|respinto|interrotto|\
         geannuleerd|gestopt|afgebroken|ingetrokken|afgewezen|vervallen|stopgezet|\
         anulada|rejeitado|rejeitada|interrompido",
    ),
    (
        at(None, Some(State::Active)),
        "active|ongoing|on going|open|running|current|delayed|late|behind schedule|behind plan|slipping|overdue|on track|on schedule|\
         at risk|off track|aktiv|offen|verspatet|verzogert|in verzug|actif|active|ouvert|en retard|retarde|\
         activo|activa|abierto|vigente|retrasado|retrasada|atrasado|con retraso|attivo|attiva|aperto|in ritardo|\
         actief|vertraagd|ativo|ativa|aberto|em atraso|atrasada",
    ),
];

/// A phase or a state, in many a company's words.
pub fn read_whereabouts(text: &str) -> Option<Whereabouts> {
    let words = plain(text);
    // With an accent at its end the closing has been done.
    if words == "cloture" {
        let is_done = text.trim().ends_with(['é', 'É', '\u{301}']);
        let done = at(Some(Phase::Closed), Some(State::Completed));
        return Some(if is_done { done } else { at(Some(Phase::Closing), None) });
    }
    // "Phase 3: Execution", "2 - Planning", "Execution phase", "Closed (2024)".
    let rest = ["phase ", "stage ", "fase ", "etape ", "etapa "]
        .iter()
        .fold(words.as_str(), |text, start| text.strip_prefix(start).unwrap_or(text));
    let rest = rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).trim_start_matches(' ');
    let short =
        [" phase", " stage", " fase", " etape"].iter().fold(rest, |text, end| text.strip_suffix(end).unwrap_or(text));
    let outside = text.split_once('(').map(|(before, _)| plain(before)).unwrap_or_default();
    [words.as_str(), rest, short, outside.as_str()].into_iter().filter(|text| !text.is_empty()).find_map(known)
}

fn known(words: &str) -> Option<Whereabouts> {
    let is_among = |(_, list): &&(Whereabouts, &str)| list.split('|').any(|known| known == words);
    TABLE.iter().find(is_among).map(|(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phases_and_states_in_seven_languages() {
        let planned = at(Some(Phase::Planning), None);
        let under_way = at(Some(Phase::Execution), None);
        let done = at(Some(Phase::Closed), Some(State::Completed));
        let stopped = at(Some(Phase::Closed), Some(State::Stopped));
        let on_hold = at(None, Some(State::OnHold));
        let active = at(None, Some(State::Active));
        let idea = at(Some(Phase::Candidate), None);
        for (words, expected) in [
            (
                "planned|Approved|geplant|genehmigt|planifié|approuvé|planificado|aprobado|pianificato|gepland|planejado|aprovado",
                planned,
            ),
            (
                "In flight|in Arbeit|laufend|läuft|In Umsetzung|en cours|en curso|en ejecución|in corso|in uitvoering|em andamento",
                under_way,
            ),
            (
                "BAU|abgeschlossen|fertig|terminé|TERMINÉE|clôturé|terminado|finalizado|completato|chiuso|afgerond|concluído",
                done,
            ),
            ("gestoppt|abgebrochen|annulé|arrêté|cancelado|annullato|geannuleerd|gestopt|rejeitado", stopped),
            ("on hold|pausiert|zurückgestellt|en attente|suspendu|en espera|sospeso|uitgesteld|suspenso", on_hold),
            ("Delayed|verzögert|en retard|retrasado|in ritardo|vertraagd|em atraso|aktiv|activo", active),
            (
                "Pending approval|Idee|beantragt|à l'étude|pendiente de aprobación|da approvare|voorstel|aguardando aprovação",
                idea,
            ),
            ("Clôture|Abschluss|cierre|chiusura|afsluiting|encerramento", at(Some(Phase::Closing), None)),
        ] {
            for word in words.split('|') {
                assert_eq!(read_whereabouts(word), Some(expected), "{word}");
            }
        }
    }
}
