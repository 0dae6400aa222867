package io.dripwatch.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.access.Access;
import io.dripwatch.access.Witness;
import io.dripwatch.push.Destination.Away;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ParcelsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final List<Access> accesses = new ArrayList<>();
    private final RememberedMarks marks = new RememberedMarks();

    /** Takes whole parcels only, and none that holds something of {@code unwanted}. */
    private static final class Choosy implements Destination<Integer> {
        private final List<Integer> has = new ArrayList<>();
        private final Set<Integer> unwanted;
        private int offered;

        Choosy(Set<Integer> unwanted) {
            this.unwanted = unwanted;
        }

        @Override
        public List<List<Integer>> parcels(List<Integer> items) {
            return List.of(items);
        }

        @Override
        public void deliver(List<Integer> parcel) throws Refused {
            offered++;
            if (parcel.stream().anyMatch(unwanted::contains)) {
                throw new Refused("AR", "not this");
            }
            has.addAll(parcel);
        }

        @Override
        public String name(Integer item) {
            return "Observation/" + item;
        }

        @Override
        public String whose(Integer item) {
            return "Patient/" + item % 2;
        }

        @Override
        public String place() {
            return "ehr.example:2575";
        }

        @Override
        public void close() {
            throw new AssertionError("nobody stops here");
        }
    }

    private Witness seen() {
        return (access, each) -> accesses.add(access);
    }

    @Test
    void whoseRecordWentWhereIsRecordedOnceItIsThere() {
        Choosy there = new Choosy(Set.of(3));
        Parcels<Integer> parcels = parcels(there);
        parcels.add(List.of(3));
        emptied(parcels);
        assertThat(accesses).isEmpty();
        parcels.add(List.of(1, 2, 5));
        emptied(parcels);

        assertThat(accesses)
                .containsExactly(
                        new Access("", "ehr", "push", "", "Patient/1", "ehr.example:2575", false),
                        new Access("", "ehr", "push", "", "Patient/0", "ehr.example:2575", false));
    }

    private Parcels<Integer> parcels(Choosy there) {
        return new Parcels<>("ehr", there, new Books(marks, seen(), InstantSource.fixed(NOW)));
    }

    @Test
    void whatIsNotWantedIsFoundTriedThreeTimesAndSetAsideAndAllElseArrivesInOrder() {
        Choosy there = new Choosy(Set.of(3));
        Parcels<Integer> parcels = parcels(there);
        parcels.add(List.of(1, 2, 3, 4, 5));

        int failures = emptied(parcels);

        assertThat(there.has).containsExactly(1, 2, 4, 5);
        assertThat(failures).isEqualTo(Parcels.ATTEMPTS - 1);
        assertThat(there.offered).isEqualTo(1 + 4 + Parcels.ATTEMPTS);
        assertThat(marks.aside()).containsExactly(new Marks.SetAside("Observation/3", NOW, "AR, not this"));
        assertThat(parcels.delivered()).isEqualTo(4);
        assertThat(parcels.refused()).isEqualTo(1);
        assertThat(parcels.last()).isEqualTo(marks.aside().get(0));
    }

    @Test
    void whereNothingIsWantedItIsTheOtherSideThatIsNotWellAndAllWaits() {
        List<Integer> all = IntStream.rangeClosed(1, 30).boxed().toList();
        Choosy there = new Choosy(Set.copyOf(all));
        Parcels<Integer> parcels = parcels(there);
        parcels.add(all);
        for (int attempt = 0; attempt < 200; attempt++) {
            tried(parcels);
        }

        assertThat(marks.aside()).hasSize(Parcels.IN_A_ROW);
        assertThatThrownBy(parcels::deliverFirst).isInstanceOf(Away.class).hasMessageContaining("AR");
        assertThat(parcels.isEmpty()).isFalse();
    }

    @Test
    void anyNumberIsSetAsideWhereOthersBetweenThemAreWanted() {
        List<Integer> all = IntStream.rangeClosed(1, 60).boxed().toList();
        Set<Integer> odd = Set.copyOf(all.stream().filter(i -> i % 2 == 1).toList());
        Choosy there = new Choosy(odd);
        Parcels<Integer> parcels = parcels(there);
        parcels.add(all);
        for (int attempt = 0; attempt < 400 && !parcels.isEmpty(); attempt++) {
            tried(parcels);
        }

        assertThat(there.has).hasSize(30);
        assertThat(marks.aside()).hasSize(30);
    }

    private static int emptied(Parcels<Integer> parcels) {
        int failures = 0;
        while (!parcels.isEmpty()) {
            failures += tried(parcels) ? 0 : 1;
        }
        return failures;
    }

    private static boolean tried(Parcels<Integer> parcels) {
        try {
            parcels.deliverFirst();
            return true;
        } catch (Away e) {
            return false;
        }
    }
}
