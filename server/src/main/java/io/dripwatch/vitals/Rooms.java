package io.dripwatch.vitals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that one server watches. A chair stands in one of them.
 *
 * @param all in the order in which screens show them; each name and each chair once
 */
public record Rooms(List<NamedRoom> all) {
    public Rooms {
        all = List.copyOf(all);
        Map<ChairId, String> rooms = new HashMap<>();
        for (NamedRoom room : all) {
            if (all.stream().filter(other -> other.name().equals(room.name())).count() > 1) {
                throw new IllegalArgumentException("expected each room once, got " + room.name() + " twice");
            }
            for (ChairId chair : room.chairs()) {
                String other = rooms.put(chair, room.name());
                if (other != null) {
                    throw new IllegalArgumentException(
                            "expected chair " + chair + " in one room, got it in " + other + " and in " + room.name());
                }
            }
        }
    }

    /** One room alone. */
    public static Rooms of(NamedRoom room) {
        return new Rooms(List.of(room));
    }

    /** Whether there is more than one, so that it must be said which is meant. */
    public boolean several() {
        return all.size() > 1;
    }

    /** Their names, in their order. */
    public List<String> names() {
        return all.stream().map(NamedRoom::name).toList();
    }

    /** How all of them are called together: {@code East, West}. */
    public String title() {
        return String.join(", ", names());
    }

    /** The chairs of all rooms, in their order. */
    public List<ChairId> chairs() {
        return all.stream().flatMap(room -> room.chairs().stream()).toList();
    }

    /** The room in which a chair stands; null where it stands in none. */
    public @Nullable NamedRoom of(ChairId chair) {
        return all.stream()
                .filter(room -> room.chairs().contains(chair))
                .findFirst()
                .orElse(null);
    }

    /** The name of the room in which a chair stands; null where it stands in none. */
    public @Nullable String nameOf(ChairId chair) {
        NamedRoom room = of(chair);
        return room == null ? null : room.name();
    }

    /** How the room of a chair is called; where it stands in none any more, all of them. */
    public String titleOf(ChairId chair) {
        String name = nameOf(chair);
        return name == null ? title() : name;
    }

    /** The chair whose name is the bed of this place in the point of care of its room; null where there is none. */
    public @Nullable ChairId chairAt(@Nullable Place place) {
        return place != null && all.stream().anyMatch(room -> room.at(place)) ? new ChairId(place.bed()) : null;
    }

    /**
     * Where a chair stands, as its devices would say it.
     *
     * @throws IllegalArgumentException where no room has this chair
     */
    public Place placeOf(ChairId chair) {
        NamedRoom room = of(chair);
        if (room == null) {
            throw new IllegalArgumentException("expected a chair of the room, got " + chair);
        }
        return room.placeOf(chair);
    }

    /** Those of them of which this is true; there may be none. */
    public Rooms only(Predicate<NamedRoom> wanted) {
        return new Rooms(all.stream().filter(wanted).toList());
    }

    /** The room of this name; null where there is none. */
    public @Nullable NamedRoom named(@Nullable String name) {
        return all.stream()
                .filter(room -> Objects.equals(room.name(), name))
                .findFirst()
                .orElse(null);
    }
}
