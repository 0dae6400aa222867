package io.dripwatch.device;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Predicate;

/** Weighs what comes in on a connection until a message of it is whole. A handler that stands before the decoder. */
public final class Weight extends ChannelInboundHandlerAdapter {
    private final UnfinishedBytes.Share share;
    private final Runnable tooHeavy;
    private long since;

    /**
     * @param share of the connection
     * @param tooHeavy is run where there is no room for what came in, which is lost
     */
    public Weight(UnfinishedBytes.Share share, Runnable tooHeavy) {
        this.share = share;
        this.tooHeavy = tooHeavy;
    }

    @Override
    public void channelRead(ChannelHandlerContext channel, Object read) {
        if (read instanceof ByteBuf bytes) {
            since += bytes.readableBytes();
            if (!share.holds(since)) {
                ReferenceCountUtil.release(read);
                tooHeavy.run();
                return;
            }
        }
        channel.fireChannelRead(read);
    }

    @Override
    public void channelInactive(ChannelHandlerContext channel) {
        share.leave();
        channel.fireChannelInactive();
    }

    /** The handler that stands behind the decoder and knows the end of a message. */
    public ChannelHandler whole(Predicate<Object> isEnd) {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext channel, Object part) {
                if (isEnd.test(part)) {
                    since = 0;
                    share.leave();
                }
                channel.fireChannelRead(part);
            }
        };
    }
}
