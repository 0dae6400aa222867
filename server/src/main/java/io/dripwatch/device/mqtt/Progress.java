package io.dripwatch.device.mqtt;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches that bytes become packets: from the first bytes that end no packet, the next packet must be whole in time.
 * One handler sees the bytes before the decoder, the other the packets after it.
 */
final class Progress {
    private final Duration patience;
    private final BooleanSupplier listening;
    private final Runnable late;
    private long packets;
    private @Nullable Future<?> deadline;

    /**
     * @param listening whether we read at all now; while we do not, nothing is late
     * @param late what to do then
     */
    Progress(Duration patience, BooleanSupplier listening, Runnable late) {
        this.patience = patience;
        this.listening = listening;
        this.late = late;
    }

    ChannelHandler bytes() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext channel, Object bytes) {
                long before = packets;
                channel.fireChannelRead(bytes);
                if (packets == before && deadline == null && channel.channel().isActive()) {
                    await(channel);
                }
            }

            @Override
            public void channelInactive(ChannelHandlerContext channel) {
                rest();
                channel.fireChannelInactive();
            }
        };
    }

    ChannelHandler packets() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext channel, Object packet) {
                packets++;
                rest();
                channel.fireChannelRead(packet);
            }
        };
    }

    private void await(ChannelHandlerContext channel) {
        deadline = channel.executor()
                .schedule(
                        () -> {
                            deadline = null;
                            if (listening.getAsBoolean()) {
                                late.run();
                            } else {
                                await(channel);
                            }
                        },
                        patience.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void rest() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
