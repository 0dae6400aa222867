package io.dripwatch.sim.wire;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The cable of a device that is pulled and put back. What the device cannot say meanwhile it deals with in its own way,
 * unless the cable buffers: then all of it comes afterwards, each message as it was written at its time.
 */
public final class Plug implements Device {
    private final Device device;
    private final List<Gap> gaps;
    private final Deque<Message> buffered = new ArrayDeque<>();
    private boolean fromBuffer;

    /**
     * A while without a connection.
     *
     * @param from by the clock on the wall
     * @param until by the clock on the wall; {@link Device#NEVER} where the device is not heard again
     * @param buffers whether what would have been said is kept
     */
    public record Gap(Instant from, Instant until, boolean buffers) {
        boolean holdsAt(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    public Plug(Device device, List<Gap> gaps) {
        this.device = device;
        this.gaps = List.copyOf(gaps);
    }

    @Override
    public Instant due() {
        if (!buffered.isEmpty()) {
            return Instant.EPOCH;
        }
        Instant due = device.due();
        for (Gap gap : gaps) {
            if (gap.holdsAt(due)) {
                return gap.until();
            }
        }
        return due;
    }

    @Override
    public Message speak(Instant now) {
        for (Gap gap : gaps) {
            while (gap.buffers() && gap.holdsAt(device.due())) {
                buffered.add(device.speak(device.due()));
                device.settled(Answer.ACCEPTED);
            }
        }
        fromBuffer = !buffered.isEmpty();
        return fromBuffer ? buffered.getFirst() : device.speak(now);
    }

    @Override
    public void settled(Answer answer) {
        if (!fromBuffer) {
            device.settled(answer);
        } else if (answer == Answer.ACCEPTED || answer == Answer.REJECTED) {
            buffered.removeFirst();
        }
        fromBuffer = false;
    }

    @Override
    public boolean linkedAt(Instant now) {
        return gaps.stream().noneMatch(gap -> gap.holdsAt(now));
    }
}
