package io.dripwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.alarm.AlarmEvent.Phase;
import io.dripwatch.device.WireTerms;
import io.dripwatch.fhir.FhirApi;
import io.dripwatch.fhir.news.Item;
import io.dripwatch.fhir.observation.GivenHistory;
import io.dripwatch.fhir.push.ChartPush;
import io.dripwatch.fhir.push.FhirTarget;
import io.dripwatch.fhir.push.HapiReceiver;
import io.dripwatch.fhir.push.HapiReceiver.Mood;
import io.dripwatch.fhir.rest.Outside;
import io.dripwatch.flow.Decision;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.flow.RoomEvent.AlarmChanged;
import io.dripwatch.outbound.Backoff;
import io.dripwatch.push.Books;
import io.dripwatch.push.Delivery;
import io.dripwatch.push.DeliveryPlan;
import io.dripwatch.push.Destination;
import io.dripwatch.push.Endpoint;
import io.dripwatch.push.RememberedMarks;
import io.dripwatch.push.Told;
import io.dripwatch.push.hl7.Hl7Destination;
import io.dripwatch.push.hl7.Receiver;
import io.dripwatch.push.hl7.Receiver.Answering;
import io.dripwatch.push.hl7.Sender;
import io.dripwatch.record.Entries;
import io.dripwatch.record.Entry;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.NamedRoom;
import io.dripwatch.vitals.Rooms;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stories of the simulator are pushed to a FHIR server and a receiver of HL7 that fail, forget and are restarted, by a
 * pusher that is restarted too: in the end both have what the chart has, the same numbers under the same ids.
 */
@Timeout(300)
final class PushIT {
    private static final long SEED = Long.getLong("dripwatch.push.seed", 20260301);
    private static final int ROUNDS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    PushIT() {}

    /** The chart of the stories, and what pushes it. */
    private record Room(GivenChart chart, Vertx vertx, FhirApi api) implements AutoCloseable {
        static Room in(Path directory, String... stories) throws Exception {
            GivenChart chart = GivenChart.of(directory, List.of(stories), List.of());
            Vertx vertx = Vertx.vertx();
            FhirApi api = new FhirApi(vertx, chart.given().content(), InstantSource.system(), Outside.open("1.2.3"));
            return new Room(chart, vertx, api);
        }

        ChartPush push() {
            return api.push();
        }

        /** All of a type, by id. */
        Map<String, Resource> all(String type) throws Exception {
            Map<String, Resource> all = new TreeMap<>();
            if (!type.equals("Observation")) {
                chart.all(type + "?_count=200").forEach(found -> all.put(GivenChart.id(found), found));
                return all;
            }
            for (Resource patient : chart.all("Patient?_count=100")) {
                chart.all("Observation?_count=1000&patient=" + GivenChart.id(patient))
                        .forEach(found -> all.put(GivenChart.id(found), found));
            }
            return all;
        }

        @Override
        public void close() throws Exception {
            api.close();
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            chart.close();
        }
    }

    private static FhirTarget target(HapiReceiver there, @Nullable Path token) {
        return new FhirTarget(
                URI.create("http://127.0.0.1:" + there.port() + "/fhir"),
                new Endpoint("127.0.0.1", there.port(), null, WireTerms.THIS_MACHINE),
                token,
                PATIENCE);
    }

    private static DeliveryPlan plan(String name) {
        return new DeliveryPlan(
                name, 20, Duration.ofMinutes(5), new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)));
    }

    private static void await(BooleanSupplier done) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        Object nothing = new Object();
        while (!done.getAsBoolean() && System.nanoTime() < until) {
            synchronized (nothing) {
                nothing.wait(20);
            }
        }
        assertThat(done.getAsBoolean()).isTrue();
    }

    @Test
    void aFhirServerThatFailsAndForgetsHasTheChartInTheEndOnceEach() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "secret-of-the-registry\n");
        Random random = new Random(SEED);
        HapiReceiver.Shelves shelves = new HapiReceiver.Shelves();
        RememberedMarks marks = new RememberedMarks();
        try (Room room = Room.in(directory.resolve("chart"), "desaturation-probe-off", "late-buffer")) {
            String end = room.api.news().end().text();
            List<String> older = new ArrayList<>();
            for (int round = 0; round <= ROUNDS; round++) {
                boolean last = round == ROUNDS;
                try (HapiReceiver there = HapiReceiver.on(0, shelves, () -> last ? Mood.WELL : mood(random));
                        Delivery<Item> delivery = new Delivery<>(
                                plan("registry"),
                                room.push().items(true),
                                room.push().destination("room-3", target(there, token)),
                                new Books(marks, (access, each) -> {}, InstantSource.system()))) {
                    delivery.start();
                    if (last) {
                        await(() -> end.equals(marks.of("registry")));
                    } else {
                        int answers = 1 + random.nextInt(6);
                        for (int i = 0; i < answers && !end.equals(marks.of("registry")); i++) {
                            there.answers().poll(20, TimeUnit.SECONDS);
                        }
                    }
                    assertThat(there.authorization()).isIn(null, "Bearer secret-of-the-registry");
                }
                crash(marks, older, random);
            }
            assertSame(room, shelves, "seed " + SEED);
        }
    }

    /** What was not committed yet is forgotten: an older mark is the last that was durable. */
    private static void crash(RememberedMarks marks, List<String> older, Random random) {
        String now = marks.of("registry");
        if (now != null) {
            older.add(now);
            marks.advance("registry", older.get(Math.max(0, older.size() - 1 - random.nextInt(2))));
        }
    }

    private static Mood mood(Random random) {
        return List.of(Mood.WELL, Mood.WELL, Mood.OVERLOADED, Mood.FORGETFUL, Mood.SHADOWED)
                .get(random.nextInt(5));
    }

    private static void assertSame(Room room, HapiReceiver.Shelves shelves, String seed) throws Exception {
        for (String type : List.of("Observation", "DetectedIssue", "Encounter")) {
            Map<String, Resource> ours = room.all(type);
            assertThat(shelves.all(type).keySet()).as(seed).isEqualTo(ours.keySet());
            assertThat(ours).as(type).isNotEmpty();
        }
        Map<String, Resource> patients = shelves.all("Patient");
        assertThat(patients).hasSize(room.all("Patient").size());
        Map<String, Resource> charted = room.all("Observation");
        shelves.all("Observation").forEach((id, resource) -> {
            Observation observation = (Observation) resource;
            assertThat(observation.getSubject().getReference()).startsWith("Patient/");
            assertThat(observation.getDevice().getReference()).startsWith("Device/");
            assertThat(numbers(observation)).as(id).isEqualTo(numbers((Observation)
                    Objects.requireNonNull(charted.get(id))));
        });
        shelves.all("DetectedIssue").values().forEach(resource -> {
            DetectedIssue issue = (DetectedIssue) resource;
            assertThat(issue.getStatus()).isIn(DetectedIssueStatus.FINAL, DetectedIssueStatus.PRELIMINARY);
            issue.getEvidence().forEach(evidence -> assertThat(isNamed(evidence.getDetailFirstRep()))
                    .isTrue());
        });
        Map<String, Resource> sessions = room.all("Encounter");
        shelves.all("Encounter").forEach((id, resource) -> assertThat(((Encounter) resource).getStatus())
                .isEqualTo(((Encounter) Objects.requireNonNull(sessions.get(id))).getStatus()));
        assertThat(((Patient) patients.values().iterator().next())
                        .getNameFirstRep()
                        .getFamily())
                .isNotEmpty();
    }

    private static boolean isNamed(Reference reference) {
        Identifier identifier = reference.getIdentifier();
        return reference.hasReference() || "urn:dripwatch:room-3:Observation".equals(identifier.getSystem());
    }

    private static List<BigDecimal> numbers(Observation observation) {
        List<BigDecimal> numbers = new ArrayList<>();
        if (observation.hasValueQuantity()) {
            numbers.add(observation.getValueQuantity().getValue());
        }
        observation.getComponent().stream()
                .filter(Observation.ObservationComponentComponent::hasValueQuantity)
                .forEach(part -> numbers.add(part.getValueQuantity().getValue()));
        return numbers;
    }

    @Test
    void aReceiverOfHl7HasTheSameNumbersUnderTheSameIds() throws Exception {
        Random random = new Random(SEED);
        RememberedMarks marks = new RememberedMarks();
        Map<String, BigDecimal> numbers = new TreeMap<>();
        Map<String, String> steps = new TreeMap<>();
        try (Room room = Room.in(directory.resolve("chart"), "desaturation-probe-off")) {
            acknowledge(room.chart.given());
            String end = room.api.news().end().text();
            for (int round = 0; round <= ROUNDS; round++) {
                boolean last = round == ROUNDS;
                try (Receiver receiver = Receiver.on(0, message -> last ? Answering.TAKES : answering(random))) {
                    try (Delivery<Told> delivery = new Delivery<>(
                            plan("ehr"),
                            room.push().told(true),
                            destination(receiver),
                            new Books(marks, (access, each) -> {}, InstantSource.system()))) {
                        delivery.start();
                        if (last) {
                            await(() -> end.equals(marks.of("ehr")));
                        } else {
                            for (int i = 0; i < 5 && !end.equals(marks.of("ehr")); i++) {
                                receiver.arrived().poll(20, TimeUnit.SECONDS);
                            }
                        }
                    }
                    receiver.kept().forEach(message -> read(message, numbers, steps));
                }
            }
            Map<String, BigDecimal> charted = new TreeMap<>();
            room.all("Observation").forEach((id, resource) -> charted(id, (Observation) resource, charted));
            assertThat(numbers.keySet()).as("seed %d", SEED).isEqualTo(charted.keySet());
            charted.forEach((id, value) -> assertThat(numbers.get(id)).as(id).isEqualByComparingTo(value));
            Map<String, List<String>> phases = new TreeMap<>();
            steps.forEach((step, phase) -> phases.computeIfAbsent(
                            step.substring(0, step.indexOf('.')), issue -> new ArrayList<>())
                    .add(phase));
            assertSame(phases, room.all("DetectedIssue"));
            assertThat(phases.values().stream().flatMap(List::stream).toList())
                    .as("seed %d", SEED)
                    .containsExactlyInAnyOrderElementsOf(phases(room.chart.given()));
            assertThat(phases.values())
                    .anySatisfy(one -> assertThat(one).contains("start", "acknowledged", "escalate", "end"));
        }
    }

    /** What stories leave out: a nurse takes notice of an alarm, it becomes worse, others are told, it ends. */
    private static void acknowledge(GivenHistory given) {
        AlarmChanged begun = alarms(given).get(0);
        Alarm was = begun.alarmEvent().alarm();
        Instant at = begun.at();
        List<RoomEvent> events = new ArrayList<>();
        for (Phase phase : List.of(Phase.START, Phase.ACKNOWLEDGE, Phase.ESCALATE, Phase.NOTIFY, Phase.END)) {
            Alarm alarm = new Alarm(
                    "an-alarm-more",
                    was.key(),
                    was.state(),
                    was.condition(),
                    at,
                    true,
                    at,
                    phase == Phase.ACKNOWLEDGE ? at : null,
                    was.evidence(),
                    was.chain());
            String by = phase == Phase.ACKNOWLEDGE ? "Synthetic Nurse, nurse" : "server";
            AlarmEvent event = new AlarmEvent(at.plusSeconds(events.size()), phase, alarm, by, "", "");
            events.add(new AlarmChanged(begun.chair(), begun.session(), event));
        }
        given.keep(new Decision(events, null));
    }

    /** What became of alarms that gave signals, as the record has it. */
    private static List<AlarmChanged> alarms(GivenHistory given) {
        Entries entries = given.entries();
        return entries.turns(0, entries.lastSeq()).stream()
                .map(Entry::event)
                .filter(AlarmChanged.class::isInstance)
                .map(AlarmChanged.class::cast)
                .filter(changed -> changed.session() != null
                        && changed.alarmEvent().alarm().signalled())
                .toList();
    }

    /** The words of IHE for what the record has, in its order. */
    private static List<String> phases(GivenHistory given) {
        Set<String> begun = new TreeSet<>();
        List<String> phases = new ArrayList<>();
        for (AlarmChanged changed : alarms(given)) {
            boolean first = begun.add(changed.alarmEvent().alarm().id());
            String word =
                    switch (changed.alarmEvent().phase()) {
                        case NOTIFY, ACCEPT -> "";
                        case ACKNOWLEDGE -> "acknowledged";
                        case START, SIGNAL, UPDATE, REMIND -> first ? "start" : "update";
                        case ESCALATE -> first ? "start" : "escalate";
                        case DEESCALATE -> "deescalate";
                        case END -> "end";
                        case RESET -> "reset";
                    };
            if (!word.isEmpty()) {
                phases.add(word);
            }
        }
        return phases;
    }

    private static void assertSame(Map<String, List<String>> phases, Map<String, Resource> issues) {
        assertThat(phases.keySet()).isEqualTo(issues.keySet());
        issues.forEach((id, resource) -> {
            DetectedIssue issue = (DetectedIssue) resource;
            List<String> its = Objects.requireNonNull(phases.get(id));
            assertThat(its).containsOnlyOnce("start");
            assertThat(its.contains("end") || its.contains("reset"))
                    .as(id)
                    .isEqualTo(issue.getStatus() == DetectedIssueStatus.FINAL);
            assertThat(its.stream().filter("acknowledged"::equals).count())
                    .as(id)
                    .isEqualTo(issue.getMitigation().stream()
                            .filter(one -> one.getAction().getText().equals("Acknowledged"))
                            .count());
        });
    }

    private static Destination<Told> destination(Receiver receiver) {
        Rooms rooms = Rooms.of(new NamedRoom("Room 3", "INFUSION", List.of(new ChairId("1"))));
        Sender sender = new Sender("room-3", rooms, "EHR", "HOSPITAL", Sender.Asking.ACCEPT);
        Endpoint endpoint = new Endpoint("127.0.0.1", receiver.port(), null, WireTerms.THIS_MACHINE);
        return new Hl7Destination(sender, endpoint, PATIENCE, InstantSource.system());
    }

    private static Answering answering(Random random) {
        return List.of(Answering.TAKES, Answering.TAKES, Answering.IS_NOT_WELL, Answering.HANGS_UP)
                .get(random.nextInt(4));
    }

    /** By the rows alone, as a receiver reads them that knows nothing of us. */
    private static void read(String message, Map<String, BigDecimal> numbers, Map<String, String> steps) {
        String step = "";
        for (String segment : message.split("\r", -1)) {
            String[] fields = segment.split("\\|", -1);
            if (fields[0].equals("OBR")) {
                step = fields[3].split("\\^", -1)[0];
            } else if (fields[0].equals("OBX") && fields.length > 21) {
                numbers.put(fields[21].split("\\^", -1)[0], new BigDecimal(fields[5]));
            } else if (fields[0].equals("OBX") && fields[3].contains("EVENT_PHASE")) {
                assertThat(steps.put(step, fields[5])).as(step).isIn(null, fields[5]);
            }
        }
    }

    private static void charted(String id, Observation observation, Map<String, BigDecimal> charted) {
        if (observation.hasValueQuantity()) {
            charted.put(id, observation.getValueQuantity().getValue());
        }
        for (Observation.ObservationComponentComponent part : observation.getComponent()) {
            if (part.hasValueQuantity()) {
                String kind = id.contains(".abp.") ? "abp" : "nibp";
                String which =
                        switch (part.getCode().getText().substring(kind.length() + 1)) {
                            case "sys" -> "Sys";
                            case "dia" -> "Dia";
                            default -> "Mean";
                        };
                charted.put(
                        observation.getComponent().size() > 1 ? id + "/" + kind + which : id,
                        part.getValueQuantity().getValue());
            }
        }
    }

    @Test
    void whatAFhirServerDoesNotWantHoldsNothingUpAndIsToldWithoutANameOfAPatient() throws Exception {
        HapiReceiver.Shelves shelves = new HapiReceiver.Shelves();
        RememberedMarks marks = new RememberedMarks();
        try (Room room = Room.in(directory.resolve("chart"), "late-buffer")) {
            String unwanted = room.all("Observation").keySet().stream()
                    .filter(id -> id.contains(".spo2."))
                    .findFirst()
                    .orElseThrow();
            String end = room.api.news().end().text();
            try (HapiReceiver there = HapiReceiver.choosy(shelves, resource -> isNamed(resource, unwanted));
                    Delivery<Item> delivery = new Delivery<>(
                            plan("registry"),
                            room.push().items(true),
                            room.push().destination("room-3", target(there, null)),
                            new Books(marks, (access, each) -> {}, InstantSource.system()))) {
                delivery.start();
                await(() -> end.equals(marks.of("registry")));
                assertThat(delivery.trouble())
                        .isEqualTo("registry did not want 1 of what the chart has; the last: Observation/" + unwanted);
            }
            assertThat(marks.aside()).singleElement().satisfies(aside -> {
                assertThat(aside.name()).isEqualTo("Observation/" + unwanted);
                assertThat(aside.why()).contains("422").contains("not this one of Sam");
            });
            TreeSet<String> all = new TreeSet<>(room.all("Observation").keySet());
            all.remove(unwanted);
            assertThat(shelves.all("Observation").keySet()).isEqualTo(all);
        }
    }

    private static boolean isNamed(Resource resource, String id) {
        return resource instanceof Observation observation
                && id.equals(observation.getIdentifierFirstRep().getValue());
    }
}
