package io.dripwatch.flow;

/** A limit of the room is reached: the report cannot be taken and must be sent again later. */
public final class RoomFull extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RoomFull(String sentence) {
        super(sentence);
    }
}
