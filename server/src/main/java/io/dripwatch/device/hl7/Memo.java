package io.dripwatch.device.hl7;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what the fields that monitors send over and over again mean, so that their text is taken apart only once.
 * Its size never changes: a newcomer takes the place of an older one. Safe from every thread.
 *
 * @param <T> what a field means
 */
final class Memo<T> {
    private static final int PLACES = 512;
    private static final int LONGEST_KEY = 128;

    private final BiFunction<Message, Slice, T> meaning;
    private final AtomicReferenceArray<@Nullable Entry<T>> places = new AtomicReferenceArray<>(PLACES);

    Memo(BiFunction<Message, Slice, T> meaning) {
        this.meaning = meaning;
    }

    T of(Message message, Slice field) {
        // The meaning depends on the separators, so only messages with the usual ones share it.
        if (field.length() > LONGEST_KEY || message.separators().component() != '^') {
            return meaning.apply(message, field);
        }
        int place = (int) Digest.of(field.bytes(), field.start(), field.end()) & (PLACES - 1);
        Entry<T> known = places.getAcquire(place);
        if (known != null && field.sameBytes(known.key)) {
            return known.value;
        }
        T value = meaning.apply(message, field);
        places.setRelease(place, new Entry<>(field.copy(), value));
        return value;
    }

    private static final class Entry<T> {
        private final byte[] key;
        private final T value;

        Entry(byte[] key, T value) {
            this.key = key;
            this.value = value;
        }
    }
}
