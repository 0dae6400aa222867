package io.dripwatch.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.outbound.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DeliveryTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int ITEMS = 300;
    private static final DeliveryPlan PLAN =
            new DeliveryPlan("ehr", 7, Duration.ofMinutes(1), new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)));

    private static Books books(Marks marks) {
        return new Books(marks, (access, each) -> {}, InstantSource.fixed(NOW));
    }

    /** The numbers from 1 on; a mark is the last one that was told. */
    private record Numbers(int last) implements Source<Integer> {
        @Override
        public String beginning() {
            return "0";
        }

        @Override
        public boolean remembers(String mark) {
            return true;
        }

        @Override
        public Slice<Integer> next(String mark, int most) {
            List<Integer> items = new ArrayList<>();
            int from = Integer.parseInt(mark);
            for (int i = from + 1; i <= last && items.size() < most; i++) {
                items.add(i);
            }
            int after = from + items.size();
            return new Slice<>(items, NOW.minusSeconds(120), Integer.toString(after), after < last);
        }
    }

    /** Fails as often as it does not, sometimes after it has taken everything; ends the test with the last number. */
    private static final class Moody implements Destination<Integer> {
        private final List<Integer> has = Collections.synchronizedList(new ArrayList<>());
        private final CompletableFuture<Integer> whole = new CompletableFuture<>();
        private final Random random;

        Moody(long seed) {
            this.random = new Random(seed);
        }

        @Override
        public List<List<Integer>> parcels(List<Integer> items) {
            int cut = random.nextInt(items.size() + 1);
            List<List<Integer>> two = new ArrayList<>(List.of(items.subList(0, cut), items.subList(cut, items.size())));
            two.removeIf(List::isEmpty);
            return two;
        }

        @Override
        public void deliver(List<Integer> parcel) throws Away {
            int mood = random.nextInt(4);
            if (mood == 0) {
                throw new Away("no answer");
            }
            has.addAll(parcel);
            if (mood == 1) {
                throw new Away("the answer was lost");
            }
            if (parcel.contains(ITEMS)) {
                whole.complete(ITEMS);
            }
        }

        @Override
        public String name(Integer item) {
            return "Observation/" + item;
        }

        @Override
        public String whose(Integer item) {
            return "";
        }

        @Override
        public String place() {
            return "";
        }

        @Override
        public void close() {
            whole.complete(0);
        }
    }

    @Test
    void whateverFailsEverythingArrivesInOrderButForRepetitions() throws Exception {
        for (long seed = 1; seed <= 20; seed++) {
            Moody there = new Moody(seed);
            RememberedMarks marks = new RememberedMarks();
            try (Delivery<Integer> delivery = new Delivery<>(PLAN, new Numbers(ITEMS), there, books(marks))) {
                delivery.start();
                assertThat(there.whole.get(30, TimeUnit.SECONDS)).isEqualTo(ITEMS);
            }
            assertInOrder(there.has, "seed " + seed);
        }
    }

    @Test
    void aDeliveryThatBeginsAgainAtAnOlderMarkRepeatsAndLosesNothing() throws Exception {
        Moody there = new Moody(5);
        RememberedMarks marks = new RememberedMarks();
        try (Delivery<Integer> first = new Delivery<>(PLAN, new Numbers(ITEMS), there, books(marks))) {
            first.start();
            there.whole.get(30, TimeUnit.SECONDS);
        }
        marks.advance("ehr", "210");
        Moody again = new Moody(6);
        try (Delivery<Integer> second = new Delivery<>(PLAN, new Numbers(ITEMS), again, books(marks))) {
            second.start();
            again.whole.get(30, TimeUnit.SECONDS);
        }

        assertThat(new TreeSet<>(again.has)).hasSize(90).startsWith(211).endsWith(ITEMS);
    }

    private static void assertInOrder(List<Integer> has, String seed) {
        int highest = 0;
        for (int number : List.copyOf(has)) {
            assertThat(number).as(seed).isLessThanOrEqualTo(highest + 1);
            highest = Math.max(highest, number);
        }
        assertThat(highest).as(seed).isEqualTo(ITEMS);
    }

    @Test
    void whatIsBehindIsToldWithTheReason() throws Exception {
        CompletableFuture<Boolean> tried = new CompletableFuture<>();
        Destination<Integer> never = new Destination<>() {
            private int attempts;

            @Override
            public List<List<Integer>> parcels(List<Integer> items) {
                return List.of(items);
            }

            @Override
            public void deliver(List<Integer> parcel) throws Away {
                if (attempts++ > 0) {
                    tried.complete(true);
                }
                throw new Away("no answer for 10 s");
            }

            @Override
            public String name(Integer item) {
                return "";
            }

            @Override
            public String whose(Integer item) {
                return "";
            }

            @Override
            public String place() {
                return "";
            }

            @Override
            public void close() {
                tried.complete(false);
            }
        };
        RememberedMarks marks = new RememberedMarks();
        Delivery<Integer> delivery = new Delivery<>(PLAN, new Numbers(ITEMS), never, books(marks));
        assertThat(delivery.trouble()).isNull();
        delivery.start();
        assertThat(tried.get(30, TimeUnit.SECONDS)).isTrue();
        @Nullable String trouble = delivery.trouble();
        delivery.close();

        assertThat(trouble).isEqualTo("ehr is 2 min behind; nothing is lost: no answer for 10 s");
        assertThat(delivery.numbers())
                .containsEntry("dripwatch_push_up{destination=\"ehr\"}", 0)
                .containsEntry("dripwatch_push_lag_seconds{destination=\"ehr\"}", 120.0);
        assertThat(marks.of("ehr")).isEqualTo("0");
    }
}
