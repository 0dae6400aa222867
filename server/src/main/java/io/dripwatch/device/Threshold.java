package io.dripwatch.device;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a connection steps over when the doorkeeper has let it in: its first byte says whether it speaks by TLS or in
 * the clear (a TLS record begins with 0x16, which begins no message of any wire format here), and its address whether
 * it may. Until it has done so, nobody behind here hears of it.
 */
public final class Threshold extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Threshold.class);
    private static final int TLS_HANDSHAKE = 0x16;

    private final WireTerms terms;
    private final Doorkeeper doorkeeper;
    private final @Nullable String address;
    private final Duration patience;
    private final boolean plain;
    private @Nullable Future<?> deadline;

    private Threshold(Doorkeeper doorkeeper, @Nullable String address, Duration patience) {
        this.terms = doorkeeper.rules().wire();
        this.doorkeeper = doorkeeper;
        this.address = address;
        this.patience = patience;
        this.plain = terms.mayBePlain(address);
    }

    /**
     * Puts it before everything else that reads from a connection. To be called before the first byte is read.
     *
     * @param address the numeric address of whoever connects; null where there is none
     * @return whether the connection may stay; where not, it is counted and must be closed
     */
    public static boolean before(ChannelPipeline pipeline, Doorkeeper doorkeeper, @Nullable String address) {
        return before(pipeline, doorkeeper, address, doorkeeper.limits().patience());
    }

    /**
     * The same with another patience.
     *
     * @param patience within which TLS must be agreed on; zero where somebody else looks at the clock
     */
    public static boolean before(
            ChannelPipeline pipeline, Doorkeeper doorkeeper, @Nullable String address, Duration patience) {
        Threshold threshold = new Threshold(doorkeeper, address, patience);
        if (threshold.terms.tls() == null) {
            if (!threshold.plain) {
                doorkeeper.turnedAway(TurnedAway.IN_THE_CLEAR, address);
            }
            return threshold.plain;
        }
        pipeline.addFirst("threshold", threshold);
        return true;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (!plain && !patience.isZero()) {
            deadline = context.executor().schedule(() -> late(context), patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private void late(ChannelHandlerContext context) {
        doorkeeper.turnedAway(TurnedAway.UNFINISHED, address);
        close(context);
    }

    private static void close(ChannelHandlerContext context) {
        Future<?> unused = context.channel().close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        if (!(bytes instanceof ByteBuf first) || !first.isReadable()) {
            ReferenceCountUtil.release(bytes);
            return;
        }
        boolean secured = first.getUnsignedByte(first.readerIndex()) == TLS_HANDSHAKE;
        if (secured && terms.tls() != null) {
            context.pipeline().addAfter(context.name(), "ssl", secured(context, terms.tls()));
        } else if (!plain) {
            ReferenceCountUtil.release(bytes);
            doorkeeper.turnedAway(TurnedAway.IN_THE_CLEAR, address);
            close(context);
            return;
        }
        context.fireChannelRead(bytes);
        context.pipeline().remove(this);
    }

    private SslHandler secured(ChannelHandlerContext context, WireTerms.Tls tls) {
        SslHandler handler = new SslHandler(tls.engine().get(), tls.tasks());
        handler.setHandshakeTimeoutMillis(patience.toMillis());
        Future<?> unused = handler.handshakeFuture().addListener(done -> {
            if (!done.isSuccess() && context.channel().isActive()) {
                boolean late = done.cause() instanceof SslHandshakeTimeoutException;
                LOG.debug("TLS was not agreed on; address={}", address, done.cause());
                doorkeeper.turnedAway(late ? TurnedAway.UNFINISHED : TurnedAway.NOT_SECURED, address);
                close(context);
            }
        });
        return handler;
    }
}
