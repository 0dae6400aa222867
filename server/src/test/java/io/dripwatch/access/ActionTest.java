package io.dripwatch.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table of who may do what, written once more by hand and compared cell by cell. */
final class ActionTest {
    private static final String TABLE = """
            action          NURSE CHARGE_NURSE PHYSICIAN BIOMED AUDITOR ADMINISTRATOR SCREEN
            SEE_ROOM        yes   yes          yes       yes    -       yes           yes
            SEE_COURSE      yes   yes          yes       -      -       -             -
            ACKNOWLEDGE     yes   yes          yes       -      -       -             -
            PAUSE           yes   yes          yes       -      -       -             -
            LEAD_SESSION    yes   yes          yes       -      -       -             -
            CORRECT         yes   yes          yes       -      -       -             -
            SIGN_DISCHARGE  yes   yes          yes       -      -       -             -
            SET_LIMITS      -     yes          yes       -      -       -             -
            TURN_OFF        -     yes          yes       -      -       -             -
            OVERRIDE        -     yes          yes       -      -       -             -
            PLAN_COURSE     -     yes          yes       -      -       -             -
            PLACE_READINGS  yes   yes          -         -      -       -             -
            BIND_DEVICE     yes   yes          -         yes    -       -             -
            REVIEW          -     yes          yes       yes    -       -             -
            BREAK_GLASS     yes   yes          yes       -      -       -             -
            EXPORT          -     -            yes       -      -       -             -
            SUBSCRIBE       -     -            -         -      -       -             -
            SEE_NUMBERS     -     -            -         yes    -       yes           -
            AUDIT           -     -            -         -      yes     -             -
            ADMINISTER      -     -            -         -      -       yes           -
            """;

    @TestFactory
    Stream<DynamicTest> everyCellIsAsItIsWritten() {
        List<String[]> rows = TABLE.lines().map(line -> line.split(" +", -1)).toList();
        String[] roles = rows.get(0);
        return rows.stream().skip(1).flatMap(row -> Stream.iterate(1, column -> column < roles.length, c -> c + 1)
                .map(column -> DynamicTest.dynamicTest(roles[column] + " " + row[0], () -> assertThat(
                                Action.valueOf(row[0]).allows(Role.valueOf(roles[column])))
                        .isEqualTo(row[column].equals("yes")))));
    }

    @Test
    void noActionAndNoRoleIsMissingInIt() {
        List<String> rows =
                TABLE.lines().skip(1).map(line -> line.split(" +", -1)[0]).toList();
        assertThat(rows)
                .containsExactly(Stream.of(Action.values()).map(Enum::name).toArray(String[]::new));
        assertThat(TABLE.lines().findFirst().orElseThrow().split(" +", -1))
                .contains(Stream.of(Role.values()).map(Enum::name).toArray(String[]::new));
    }

    @Test
    void aRoleHoldsInItsRoomAndInNoOther() {
        Person nurse = new Person("ada", "Ada Example", List.of(new Grant(Role.NURSE, "East")));
        assertThat(nurse.roleFor(Action.ACKNOWLEDGE, "East")).isEqualTo(Role.NURSE);
        assertThat(nurse.roleFor(Action.ACKNOWLEDGE, "West")).isNull();
        assertThat(nurse.roleFor(Action.SET_LIMITS, "East")).isNull();
    }

    @Test
    void whoHasSeveralRolesSignsInTheOneThatAllowsIt() {
        Person both = new Person(
                "ada",
                "Ada Example",
                List.of(new Grant(Role.NURSE, Grant.EVERYWHERE), new Grant(Role.ADMINISTRATOR, Grant.EVERYWHERE)));
        assertThat(both.roleFor(Action.ADMINISTER, "East")).isEqualTo(Role.ADMINISTRATOR);
        assertThat(both.signature(Role.NURSE)).isEqualTo("Ada Example, nurse");
    }
}
