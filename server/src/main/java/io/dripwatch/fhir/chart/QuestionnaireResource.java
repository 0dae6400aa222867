package io.dripwatch.fhir.chart;

import io.dripwatch.flow.RoomEvent;
import io.dripwatch.record.Entry;
import io.dripwatch.session.ChartEntry;
import io.dripwatch.session.CheckIn;
import io.dripwatch.session.CheckItem;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Session;
import io.dripwatch.vitals.Scale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.jspecify.annotations.Nullable;

/** What people were asked and what they scored: the checklist before the drug, and every scale at the chair. */
final class QuestionnaireResource {
    private static final String CHECKLIST = "urn:dripwatch:questionnaire:checklist:";
    private static final String SCALE = "urn:dripwatch:questionnaire:scale:";

    private QuestionnaireResource() {}

    static List<QuestionnaireResponse> of(Visit visit) {
        List<QuestionnaireResponse> responses = new ArrayList<>();
        List<Entry> answers = visit.all(event -> event.kind() == RoomEvent.Kind.CHECK_ANSWERED);
        if (!answers.isEmpty()) {
            responses.add(checklist(visit, answers));
        }
        responses.addAll(scores(visit));
        return responses;
    }

    private static QuestionnaireResponse checklist(Visit visit, List<Entry> answers) {
        Session session = visit.session();
        Protocol protocol = session.protocol();
        Entry last = visit.last(event -> event.kind() == RoomEvent.Kind.CHECK_ANSWERED || begins(event));
        QuestionnaireResponse response = begun(visit, answers.get(0), last)
                .setQuestionnaire(CHECKLIST + protocol.id() + "|" + protocol.version())
                .setStatus(
                        session.stage().beforeDrug()
                                ? QuestionnaireResponseStatus.INPROGRESS
                                : QuestionnaireResponseStatus.COMPLETED);
        for (CheckItem item : protocol.checklist()) {
            CheckIn.Answered answered = session.checkIn().answers().get(item.id());
            if (answered != null) {
                item(response, item.id(), item.ask())
                        .addAnswer()
                        .setValue(new BooleanType(answered.answer() == CheckItem.Answer.YES));
            }
        }
        return response;
    }

    /** With the drug, or with the end of the session before it, the checklist is complete. */
    private static boolean begins(RoomEvent event) {
        return event instanceof RoomEvent.StageMoved moved
                && moved.from().beforeDrug()
                && !moved.to().beforeDrug();
    }

    /** One for each score; what amends or withdraws it makes a new version of it. */
    private static List<QuestionnaireResponse> scores(Visit visit) {
        Map<String, Integer> places = new HashMap<>();
        List<QuestionnaireResponse> scores = new ArrayList<>();
        List<Entry> firsts = new ArrayList<>();
        for (Entry entry : visit.entries()) {
            ChartEntry charted = score(entry);
            if (charted != null) {
                Integer amended = charted.amends() == null ? null : places.get(charted.amends());
                int place = amended == null ? scores.size() : amended;
                if (amended == null) {
                    firsts.add(entry);
                    scores.add(new QuestionnaireResponse());
                }
                places.put(charted.id(), place);
                scores.set(place, score(visit, firsts.get(place), entry, charted));
            }
        }
        return scores;
    }

    private static @Nullable ChartEntry score(Entry entry) {
        return entry.event() instanceof RoomEvent.Charted charted
                        && charted.entry().kind() == ChartEntry.Kind.SCORE
                ? charted.entry()
                : null;
    }

    private static QuestionnaireResponse score(Visit visit, Entry first, Entry last, ChartEntry charted) {
        Scale scale = charted.scale();
        Double value = charted.value();
        if (scale == null || value == null) {
            throw new IllegalArgumentException("expected a score with its scale and value");
        }
        QuestionnaireResponseStatus status = charted.withdrawn()
                ? QuestionnaireResponseStatus.ENTEREDINERROR
                : first.equals(last) ? QuestionnaireResponseStatus.COMPLETED : QuestionnaireResponseStatus.AMENDED;
        QuestionnaireResponse response = begun(visit, first, last)
                .setQuestionnaire(SCALE + scale.id())
                .setStatus(status)
                .setAuthor(Filed.named(charted.by()))
                .setAuthoredElement(Filed.moment(charted.at()));
        item(response, scale.id(), scale.label()).addAnswer().setValue(new IntegerType(value.intValue()));
        return response;
    }

    private static QuestionnaireResponse begun(Visit visit, Entry first, Entry last) {
        return Filed.under(new QuestionnaireResponse(), first, last)
                .setSubject(visit.subject())
                .setEncounter(visit.encounter())
                .setAuthor(Filed.named(last.event().by()))
                .setAuthoredElement(Filed.moment(last.event().at()));
    }

    private static QuestionnaireResponseItemComponent item(QuestionnaireResponse response, String id, String text) {
        return response.addItem().setLinkId(id).setText(text);
    }
}
