package io.dripwatch.device.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Counts the requests of a connection whose answers its client has not taken yet. Who asks for more and more without
 * reading would have all answers kept in memory; that connection ends at once.
 */
final class Unread extends ChannelDuplexHandler {
    /** Browsers, curl and the clients of this house ask one by one. */
    static final int MOST = 16;

    private final Runnable tooMany;
    private int requests;
    private boolean over;

    /** @param tooMany is told once, before the connection ends */
    Unread(Runnable tooMany) {
        this.tooMany = tooMany;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object part) {
        if (!over && part instanceof HttpRequest && ++requests > MOST) {
            over = true;
            tooMany.run();
            ChannelFuture unused = context.close();
        }
        if (over) {
            ReferenceCountUtil.release(part);
        } else {
            context.fireChannelRead(part);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object part, ChannelPromise promise) {
        boolean end = part instanceof LastHttpContent;
        ChannelFuture unused = context.write(part, end ? promise.unvoid().addListener(taken -> requests--) : promise);
    }
}
