package io.dripwatch.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.session.ChartEntry;
import io.dripwatch.session.CheckIn;
import io.dripwatch.session.CheckItem.Answer;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Session;
import io.dripwatch.session.Signature;
import io.dripwatch.session.Stage;
import io.dripwatch.session.StartGate;
import io.dripwatch.session.Weight;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PumpEvent.Change;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Scale;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A session from the door to the way home, as a nurse lives it. */
final class ClinicStoryTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    // ---- before the drug ----

    @Test
    void nothingIsStartedBeforeTheQuestionsAreAnswered() {
        RoomStory story = Clinic.arrive(Clinic.story()).move(Stage.BASELINE);

        assertThatThrownBy(() -> story.move(Stage.DOSING))
                .isInstanceOf(CommandRefused.class)
                .hasMessageStartingWith("The start is held: Not answered: Is there psychosis?")
                .hasMessageContaining("NIBP sys not measured");
        assertThat(story.stage()).isEqualTo(Stage.BASELINE);
    }

    @Test
    void aPatientWhoIsWellAndAskedMayStart() {
        RoomStory story = Clinic.cleared().move(Stage.DOSING);

        assertThat(story.stage()).isEqualTo(Stage.DOSING);
        assertThat(story.alarm(AlarmKind.NOT_CLEARED)).isNull();
    }

    @Test
    void aBlockIsNamedByWhatItIsAbout() {
        Protocol protocol = session(Clinic.cleared()).protocol();
        assertThat(Stream.of("psychosis", "gate.nibpSys", "weight", "patient")
                        .map(block -> StartGate.about(protocol, block).english()))
                .containsExactly(
                        "Is there psychosis?", "NIBP sys before the drug", "Body weight", "Who the patient is");
    }

    @Test
    void aBlockIsOverriddenOnlyByANamedClinicianWithAReason() {
        RoomStory story = Clinic.cleared();
        Clinic.answer(story, "psychosis", Answer.YES);
        assertThatThrownBy(() -> story.move(Stage.DOSING)).hasMessageContaining("Yes: Is there psychosis?");
        assertThatThrownBy(() -> new Command.OverrideBlock("RN", RoomStory.CHAIR, "psychosis", " ", "x"))
                .hasMessageContaining("name of a clinician and a reason");

        Clinic.override(story, "psychosis").move(Stage.DOSING);
        assertThat(story.stage()).isEqualTo(Stage.DOSING);
        assertThat(session(story).checkIn().overrides().get("psychosis"))
                .isNotNull()
                .extracting(CheckIn.Waiver::by)
                .isEqualTo("Dr Synthetic");
    }

    @Test
    void whatDoesNotHoldTheStartCannotBeOverridden() {
        assertThatThrownBy(() -> Clinic.override(Clinic.cleared(), "psychosis"))
                .hasMessage("Nothing named psychosis holds the start.");
    }

    @Test
    void aPressureOverTheGateHoldsTheStartUntilItIsMeasuredAgain() {
        RoomStory story = Clinic.cleared().pass(MINUTE).monitor(Metric.NIBP_SYS, 152);
        assertThatThrownBy(() -> story.move(Stage.DOSING)).hasMessageContaining("NIBP sys 152 > 140");

        story.pass(MINUTE).monitor(Metric.NIBP_SYS, 138).move(Stage.DOSING);
        assertThat(story.stage()).isEqualTo(Stage.DOSING);
    }

    @Test
    void anOverriddenPressureHoldsAgainWhenItIsMeasuredHigherStill() {
        RoomStory story = Clinic.cleared().pass(MINUTE).monitor(Metric.NIBP_SYS, 152);
        Clinic.override(story, "gate.nibpSys");
        assertThat(StartGate.holding(session(story), story.chair(), story.now)).isEmpty();

        story.pass(MINUTE).monitor(Metric.NIBP_SYS, 175);
        assertThatThrownBy(() -> story.move(Stage.DOSING)).hasMessageContaining("NIBP sys 175 > 140");
    }

    @Test
    void anOldPressureDoesNotOpenTheGate() {
        RoomStory story = Clinic.cleared().pass(Duration.ofMinutes(31));

        assertThatThrownBy(() -> story.move(Stage.DOSING)).hasMessageContaining("measured too long ago");
    }

    @Test
    void whoIsNauseaProneIsAskedForTheAntiemetic() {
        RoomStory story = Clinic.cleared();
        assertThat(findings(story)).doesNotContain("antiemetic");

        Clinic.answer(story, "nauseaProne", Answer.YES);
        assertThat(findings(story)).contains("antiemetic");
        Clinic.answer(story, "antiemetic", Answer.YES);
        assertThat(findings(story)).doesNotContain("antiemetic");
    }

    @Test
    void anInteractionIsShownAndHoldsNothing() {
        RoomStory story = Clinic.cleared();
        Clinic.answer(story, "benzodiazepine", Answer.YES);

        assertThat(findings(story)).contains("benzodiazepine");
        story.move(Stage.DOSING);
        assertThat(story.stage()).isEqualTo(Stage.DOSING);
    }

    @Test
    void anOldWeightHoldsADosePerKg() {
        RoomStory story = Clinic.cleared();
        Weight old = Weight.of(70, "kg", story.now.minus(Duration.ofDays(8)));
        story.command(new Command.Weigh("RN", RoomStory.CHAIR, old, false));

        assertThatThrownBy(() -> story.move(Stage.DOSING)).hasMessageContaining("Body weight is 8 days old");
    }

    @Test
    void poundsTypedAsKilogramsAreAskedForTwice() {
        RoomStory story = Clinic.cleared();
        Weight typed = Weight.of(154, "kg", story.now);

        assertThatThrownBy(() -> story.command(new Command.Weigh("RN", RoomStory.CHAIR, typed, false)))
                .hasMessage("154 kg is far from the 70 kg known so far: check the number and its unit.");
        story.command(new Command.Weigh("RN", RoomStory.CHAIR, Weight.of(154, "lb", story.now), false));
        assertThat(session(story).weightKg()).isEqualTo(69.9);
        story.command(new Command.Weigh("RN", RoomStory.CHAIR, typed, true));
        assertThat(session(story).weightKg()).isEqualTo(154.0);
    }

    @Test
    void aPumpThatStartsAgainstABlockIsFollowedAndToldOfAtOnce() {
        RoomStory story = Clinic.arrive(Clinic.story()).move(Stage.BASELINE);
        Clinic.answer(story, "psychosis", Answer.NO);
        Clinic.answer(story, "nauseaProne", Answer.NO);
        story.monitor(Metric.NIBP_SYS, 120).pump(Change.STARTED);

        assertThat(story.stage()).isEqualTo(Stage.DOSING);
        assertThat(story.theAlarm(AlarmKind.NOT_CLEARED).condition().text().english())
                .isEqualTo("Drug started, not cleared: Not answered: Is there consent?");
        Clinic.answer(story, "consent", Answer.YES);
        assertThat(story.alarm(AlarmKind.NOT_CLEARED)).isNull();
    }

    @Test
    void aSessionThatGaveNothingIsAbortedWithAReason() {
        RoomStory story = Clinic.cleared();
        assertThatThrownBy(() -> story.command(new Command.MoveStage("RN", RoomStory.CHAIR, Stage.ABORTED, "")))
                .hasMessage("Say why the session is aborted.");
        assertThatThrownBy(() -> story.move(Stage.CLOSED)).hasMessageContaining("abort it, nothing was given");

        story.move(Stage.ABORTED);
        assertThat(story.chair().session()).isNull();
    }

    // ---- the dose ----

    @Test
    void theDoseIsMilligramsPerKilogramTimesWeight() {
        RoomStory story = Clinic.cleared();
        Dose dose = Dose.of(story.chair(), story.now);

        assertThat(dose.orderedMg()).isEqualTo(35.0);
        assertThat(dose.plannedMl()).isEqualTo(35.0);
        assertThat(dose.plannedMlPerHour()).isEqualTo(52.5);
    }

    @Test
    void whatIsGivenIsCountedInMilligramsAndPerKilogram() {
        RoomStory story = Clinic.dosing().pass(MINUTE);
        Clinic.pumpTells(story, Metric.VOLUME_INFUSED, 7);
        Dose dose = Dose.of(story.chair(), story.now);

        assertThat(dose.givenMg()).isEqualTo(7.0);
        assertThat(dose.givenMgPerKg()).isEqualTo(0.1);
        assertThat(dose.fraction()).isEqualTo(0.2);
    }

    @Test
    void aCounterThatStandsAtTheLastPatientsVolumeIsNotThisOnes() {
        RoomStory story = Clinic.cleared();
        Clinic.pumpTells(story, Metric.VOLUME_INFUSED, 35);
        story.pass(Duration.ofSeconds(5)).pump(Change.STARTED).pass(MINUTE);
        Clinic.pumpTells(story, Metric.VOLUME_INFUSED, 36);

        assertThat(Dose.of(story.chair(), story.now).infusedMl()).isEqualTo(1.0);
    }

    @Test
    void aPumpThatIsExchangedGoesOnCountingFromWhereTheFirstStood() {
        RoomStory story = Clinic.dosing().pass(MINUTE);
        Clinic.pumpTells(story, Metric.VOLUME_INFUSED, 10);
        story.pass(MINUTE);
        Clinic.pumpTells(story, Metric.VOLUME_INFUSED, 0.5);

        assertThat(Dose.of(story.chair(), story.now).infusedMl()).isEqualTo(10.5);
    }

    @Test
    void aPumpThatRunsAtAnotherRateThanOrderedIsToldOf() {
        RoomStory story = Clinic.dosing();
        Clinic.pumpTells(story, Metric.PUMP_RATE, 105);
        assertThat(story.alarm(AlarmKind.DOSE_MISMATCH)).isNull();

        story.pass(Duration.ofSeconds(15));
        assertThat(story.theAlarm(AlarmKind.DOSE_MISMATCH).condition().text().english())
                .isEqualTo("Pump rate 105, order 52.5 mL/h");
        Clinic.pumpTells(story, Metric.PUMP_RATE, 52.5);
        assertThat(story.alarm(AlarmKind.DOSE_MISMATCH)).isNull();
    }

    @Test
    void aRateThatRisesByStepsIsComparedWithItsStep() {
        RoomStory story = Clinic.clear(Clinic.story(Clinic.rising())).pump(Change.STARTED);
        Clinic.pumpTells(story, Metric.PUMP_RATE, 25);
        story.pass(Duration.ofSeconds(30));
        assertThat(story.alarm(AlarmKind.DOSE_MISMATCH)).isNull();

        story.pass(Duration.ofMinutes(20));
        Clinic.pumpTells(story, Metric.PUMP_RATE, 25);
        assertThat(story.theAlarm(AlarmKind.DOSE_MISMATCH).condition().text().english())
                .isEqualTo("Pump rate 25, order 80 mL/h");
    }

    @Test
    void anotherConcentrationWeightOrVolumeInThePumpIsToldOfBeforeTheStart() {
        RoomStory story = Clinic.cleared();
        Clinic.pumpTells(story, Metric.DRUG_CONCENTRATION, 2);
        assertThat(story.theAlarm(AlarmKind.DOSE_MISMATCH).condition().text().english())
                .isEqualTo("Pump concentration 2, order 1 mg/mL");
        Clinic.pumpTells(story, Metric.DRUG_CONCENTRATION, 1);
        Clinic.pumpTells(story, Metric.PUMP_WEIGHT, 154);
        assertThat(story.theAlarm(AlarmKind.DOSE_MISMATCH).condition().text().english())
                .isEqualTo("Pump weight 154, order 70 kg");
        Clinic.pumpTells(story, Metric.PUMP_WEIGHT, 70);
        Clinic.pumpTells(story, Metric.VOLUME_TO_BE_INFUSED, 70);
        assertThat(story.theAlarm(AlarmKind.DOSE_MISMATCH).condition().text().english())
                .isEqualTo("Pump volume 70, order 35 mL");
    }

    @Test
    void moreThanWasOrderedIsAHighAlarm() {
        RoomStory story = Clinic.dosing().pass(MINUTE);
        Clinic.pumpTells(story, Metric.VOLUME_INFUSED, 36);
        assertThat(story.alarm(AlarmKind.OVER_ORDER)).isNull();

        Clinic.pumpTells(story.pass(MINUTE), Metric.VOLUME_INFUSED, 37);
        assertThat(story.theAlarm(AlarmKind.OVER_ORDER).condition().text().english())
                .isEqualTo("Given 37 mg, ordered 35 mg");
    }

    @Test
    void aBolusAfterTheStopIsAHighAlarmAndTheKeepOpenTrickleIsNot() {
        RoomStory story = Clinic.dosing().pass(Duration.ofMinutes(5), Metric.SPO2, 98);
        Clinic.pumpTells(story, Metric.VOLUME_INFUSED, 4);
        story.pump(Change.STOPPED).pass(MINUTE, Metric.SPO2, 98);
        Clinic.pumpTells(story, Metric.VOLUME_INFUSED, 4.5);
        assertThat(story.alarm(AlarmKind.BOLUS_AFTER_STOP)).isNull();

        Clinic.pumpTells(story.pass(MINUTE, Metric.SPO2, 98), Metric.VOLUME_INFUSED, 7.2);
        assertThat(story.theAlarm(AlarmKind.BOLUS_AFTER_STOP).condition().text().english())
                .isEqualTo("Pump stopped, yet 3.2 mL went in");
    }

    @Test
    void infusingWithoutASaturationOrAPressureIsAHighAlarm() {
        RoomStory story = Clinic.arrive(Clinic.story()).move(Stage.BASELINE).pump(Change.STARTED);
        story.pass(Duration.ofSeconds(59));
        assertThat(story.alarm(AlarmKind.UNWATCHED)).isNull();

        story.pass(Duration.ofSeconds(1));
        assertThat(texts(story)).contains("Infusing without SpO2", "Infusing without NIBP sys");
        story.monitor(Metric.SPO2, 97).monitor(Metric.NIBP_SYS, 121);
        assertThat(story.alarm(AlarmKind.UNWATCHED)).isNull();
    }

    @Test
    void aDrugThatRunsUnwatchedSaysMoreThanTheValueThatIsMissing() {
        RoomStory story = Clinic.dosing().pass(Duration.ofSeconds(16));
        assertThat(texts(story)).containsExactly("No SpO2 for 15 s");

        story.monitor(Metric.HEART_RATE, 70).pass(Duration.ofSeconds(45)).monitor(Metric.HEART_RATE, 70);
        assertThat(texts(story)).contains("Infusing without SpO2").doesNotContain("No SpO2 for 15 s");
    }

    @Test
    void aProbeThatFellOffSendsZerosAndIsTheEquipment() {
        RoomStory story = Clinic.dosing();
        for (int i = 0; i < 20; i++) {
            story.hear(story.report(
                    RoomStory.MONITOR,
                    RoomStory.SAM,
                    List.of(
                            Reading.of(Metric.SPO2, 0, story.now),
                            Reading.of(Metric.PULSE_RATE, 0, story.now),
                            Reading.of(Metric.HEART_RATE, 72, story.now))));
            story.pass(Duration.ofSeconds(1));
        }
        assertThat(texts(story)).containsExactly("SpO2 sensor off");
    }

    @Test
    void aHeartRateOfZeroWithoutAPulseIsBelieved() {
        RoomStory story = Clinic.dosing().monitor(Metric.HEART_RATE, 0);

        assertThat(story.chair().value(Metric.HEART_RATE)).isNotNull();
        assertThat(story.chair().missing()).doesNotContainKey(Metric.HEART_RATE);
    }

    @Test
    void theNurseConfirmsTheStageThatThePumpChose() {
        RoomStory story = Clinic.dosing();
        assertThat(session(story).progress().by()).isEqualTo("PUMP-1");
        assertThat(session(story).progress().confirmedBy()).isNull();

        story.command(new Command.ConfirmStage("RN", RoomStory.CHAIR));
        assertThat(session(story).progress().confirmedBy()).isEqualTo("RN");
    }

    // ---- what is due ----

    @Test
    void theFortiethMinuteIsMeasuredWhateverTheIntervalSays() {
        RoomStory story = Clinic.dosing();
        for (int i = 0; i < 4; i++) {
            story.pass(Duration.ofMinutes(9), Metric.SPO2, 98).monitor(Metric.NIBP_SYS, 125);
        }
        assertThat(Due.at(story.chair(), Clinic.protocol().schedules().get(0)))
                .isEqualTo(Objects.requireNonNull(session(story).dosingSince()).plus(Duration.ofMinutes(40)));
    }

    @Test
    void aScoreThatIsNotTakenBecomesDueThenOverdueThenAnAlarm() {
        RoomStory story = Clinic.dosing().pass(Duration.ofMinutes(20), Metric.SPO2, 98);
        assertThat(texts(story)).noneMatch(text -> text.startsWith("Sedation"));

        story.pass(Duration.ofSeconds(1), Metric.SPO2, 98);
        assertThat(texts(story)).contains("Sedation (MOAA/S) overdue: measure now");
        Clinic.score(story, Scale.MOAAS, 4);
        assertThat(texts(story)).noneMatch(text -> text.startsWith("Sedation"));
    }

    // ---- observation and the way home ----

    @Test
    void theObservationClockStandsWhileTheDataAreMissing() {
        RoomStory story = Clinic.observed().pass(Duration.ofMinutes(10), Metric.SPO2, 98);
        assertThat(observedMinutes(story)).isEqualTo(10);

        story.pass(Duration.ofMinutes(20));
        assertThat(observedMinutes(story)).isEqualTo(10);
        story.pass(Duration.ofMinutes(5), Metric.SPO2, 98);
        assertThat(observedMinutes(story)).isEqualTo(15);
    }

    @Test
    void timeInWhichTheServerWasDownIsNotObserved() {
        RoomStory story = Clinic.observed().pass(Duration.ofMinutes(10), Metric.SPO2, 98);
        RoomStory after = Clinic.story();
        story.events.forEach(after.room::restore);
        after.room.recall(RoomStory.CHAIR, Reading.of(Metric.SPO2, 98, story.now), story.now);
        after.now = story.now.plus(Duration.ofMinutes(30));
        after.monitor(Metric.SPO2, 98).pass(MINUTE, Metric.SPO2, 98);

        assertThat(observedMinutes(after)).isEqualTo(11);
    }

    @Test
    void theDrugThatRunsAgainBeginsTheObservationAnew() {
        RoomStory story = Clinic.observed().pass(Duration.ofMinutes(10), Metric.SPO2, 98);
        story.pump(Change.STARTED).pass(MINUTE, Metric.SPO2, 98).pump(Change.COMPLETED);
        story.pass(Duration.ofMinutes(2), Metric.SPO2, 98);

        assertThat(observedMinutes(story)).isEqualTo(2);
    }

    @Test
    void nobodyGoesHomeBeforeTheTimeIsOver() {
        RoomStory story = Clinic.observed().pass(Duration.ofMinutes(59), Metric.SPO2, 98);
        Clinic.well(story);
        assertThatThrownBy(() -> Clinic.sign(story, ""))
                .hasMessage("Not ready: Observed for 60 min (59 min with valid data).");

        story.pass(MINUTE, Metric.SPO2, 98);
        Clinic.sign(story, "").move(Stage.CLOSED);
        assertThat(story.chair().session()).isNull();
    }

    @Test
    void eachThingThatIsMissingKeepsThePatientHere() {
        RoomStory story = Clinic.well(Clinic.observed()).pass(Duration.ofMinutes(61), Metric.SPO2, 98);
        Clinic.well(story).monitor(Metric.NIBP_SYS, 150);
        Clinic.score(story, Scale.MOAAS, 4);
        Clinic.answer(story, "escortHere", Answer.NO);

        assertThatThrownBy(() -> Clinic.sign(story, ""))
                .hasMessageContaining("Systolic pressure within 20 % of baseline (systolic 150, baseline 120)")
                .hasMessageContaining("Sedation (MOAA/S) 5 or more (Sedation (MOAA/S) 4)")
                .hasMessageContaining("Escort is here (no, says RN)");
    }

    @Test
    void oldEvidenceIsNoEvidence() {
        RoomStory story = Clinic.well(Clinic.observed()).pass(Duration.ofMinutes(61), Metric.SPO2, 98);

        assertThatThrownBy(() -> Clinic.sign(story, ""))
                .hasMessageContaining("not measured lately")
                .hasMessageContaining("not scored lately");
    }

    @Test
    void aDischargeAgainstTheCriteriaNeedsAReasonAndKeepsIt() {
        RoomStory story = Clinic.observed().pass(MINUTE, Metric.SPO2, 98);
        Clinic.sign(story, "transfer to the ward upstairs");

        assertThat(story.stage()).isEqualTo(Stage.READY);
        Signature signature = Objects.requireNonNull(session(story).progress().signature());
        assertThat(signature.overrideReason()).isEqualTo("transfer to the ward upstairs");
        assertThat(signature.evidence().get(0).english()).startsWith("NOT MET: Observed for 60 min");
    }

    @Test
    void aGapThatNoTickSawIsNotObserved() {
        RoomStory story = Clinic.observed().pass(MINUTE, Metric.SPO2, 98);
        long before = observedMinutes(story);
        story.now = story.now.plus(Duration.ofMinutes(10));
        story.monitor(Metric.SPO2, 98).pass(MINUTE, Metric.SPO2, 98);

        assertThat(observedMinutes(story)).isEqualTo(before + 1);
    }

    @Test
    void aSignatureAfterAGapThatNobodyHasLookedAtYetDoesNotCountIt() {
        RoomStory story = Clinic.well(Clinic.observed()).pass(Duration.ofMinutes(55), Metric.SPO2, 98);
        story.now = story.now.plus(Duration.ofMinutes(10));

        assertThatThrownBy(() -> Clinic.sign(story, ""))
                .isInstanceOf(CommandRefused.class)
                .hasMessageContaining("55 min with valid data");
    }

    @Test
    void whatIsInStaysInWhenTheStageIsCorrectedAndTheDrugGoesOn() {
        RoomStory story = Clinic.cleared();
        Clinic.pumpTells(story, Metric.VOLUME_INFUSED, 4).pump(Change.STARTED);
        Clinic.pumpTells(story.pass(MINUTE), Metric.VOLUME_INFUSED, 44);
        story.move(Stage.BASELINE).pass(MINUTE).move(Stage.DOSING);

        assertThat(Dose.of(story.chair(), story.now).infusedMl()).isEqualTo(40);
        assertThat(story.alarm(AlarmKind.OVER_ORDER)).isNotNull();
    }

    @Test
    void readyIsSignedAndCannotBePressed() {
        assertThatThrownBy(() -> Clinic.observed().move(Stage.READY))
                .hasMessageContaining("when a nurse has signed it");
    }

    @Test
    void aPatientWhoIsReadyAndFeelsWorseIsObservedAgainAndSignedAgain() {
        RoomStory story = Clinic.observed().pass(MINUTE, Metric.SPO2, 98);
        Clinic.sign(story, "early").move(Stage.OBSERVATION);

        assertThat(session(story).progress().signature()).isNull();
        assertThatThrownBy(() -> story.move(Stage.CLOSED)).hasMessageContaining("signed first");
    }

    // ---- the chart ----

    @Test
    void aSideEffectHasAnOnsetAndAnEnd() {
        RoomStory story = Clinic.dosing().pass(MINUTE);
        chart(story, ChartEntry.Kind.SIDE_EFFECT, "dizziness", null);
        story.pass(MINUTE);
        story.command(new Command.Chart(
                "RN",
                RoomStory.CHAIR,
                ChartEntry.Kind.SIDE_EFFECT,
                story.now.minus(MINUTE),
                "dizziness",
                null,
                null,
                story.now,
                "entry-1",
                false));

        assertThat(session(story).chart().current()).hasSize(1);
        assertThat(session(story).chart().current().get(0).until()).isEqualTo(story.now);
    }

    @Test
    void aCorrectionKeepsWhatStoodBefore() {
        RoomStory story = Clinic.dosing().pass(MINUTE);
        chart(story, ChartEntry.Kind.MEDICINE, "ondansetron 4 mg IV", null);
        chart(story, ChartEntry.Kind.MEDICINE, "ondansetron 8 mg IV", "entry-1");

        assertThat(session(story).chart().entries()).hasSize(2);
        assertThat(session(story).chart().current())
                .extracting(ChartEntry::text)
                .containsExactly("ondansetron 8 mg IV");
        assertThatThrownBy(() -> chart(story, ChartEntry.Kind.MEDICINE, "again", "entry-1"))
                .hasMessageContaining("amended already");
    }

    @Test
    void nothingIsChartedForATimeOutsideTheSession() {
        RoomStory story = Clinic.dosing();

        assertThatThrownBy(() -> story.command(new Command.Chart(
                        "RN",
                        RoomStory.CHAIR,
                        ChartEntry.Kind.NOTE,
                        story.now.plusSeconds(1),
                        "later",
                        null,
                        null,
                        null,
                        null,
                        false)))
                .hasMessageContaining("outside the session");
    }

    @Test
    void aScoreOutsideItsScaleIsRefused() {
        assertThatThrownBy(() -> Clinic.score(Clinic.dosing(), Scale.MOAAS, 6))
                .hasMessage("expected moaas from 0 to 5, got 6.0");
    }

    @Test
    void aRestartInTheMiddleKnowsTheWholeSession() {
        RoomStory story = Clinic.observed().pass(MINUTE, Metric.SPO2, 98);
        Clinic.well(story);
        story.command(new Command.NameNurse("RN", RoomStory.CHAIR, "Nurse Synthetic"));
        RoomStory after = Clinic.story();
        story.events.forEach(after.room::restore);

        assertThat(after.chair().session()).isEqualTo(story.chair().session());
    }

    private static void chart(RoomStory story, ChartEntry.Kind kind, String text, @Nullable String amends) {
        story.command(new Command.Chart("RN", RoomStory.CHAIR, kind, null, text, null, null, null, amends, false));
    }

    private static long observedMinutes(RoomStory story) {
        return session(story).clock().at(story.now).plusSeconds(20).toMinutes();
    }

    private static List<String> findings(RoomStory story) {
        return StartGate.findings(session(story), story.chair(), story.now).stream()
                .map(StartGate.Finding::id)
                .toList();
    }

    private static List<String> texts(RoomStory story) {
        return story.chair().alarms().stream()
                .map(alarm -> alarm.condition().text().english())
                .toList();
    }

    private static Session session(RoomStory story) {
        return Objects.requireNonNull(story.chair().session());
    }
}
