package io.rpcparallel.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.ConnectionSetupPayload;

/**
 * What the application's own handlers see of the SETUP frame: nothing of the key in it.
 */
class KeylessSetup extends ConnectionSetupPayload {

	@Override
	public String metadataMimeType() {
		return ForeignProtocol.METADATA.toString();
	}

	@Override
	public String dataMimeType() {
		return ForeignProtocol.DATA.toString();
	}

	@Override
	public int keepAliveInterval() {
		return 0;
	}

	@Override
	public int keepAliveMaxLifetime() {
		return 0;
	}

	@Override
	public int getFlags() {
		return 0;
	}

	@Override
	public boolean willClientHonorLease() {
		return false;
	}

	@Override
	public boolean isResumeEnabled() {
		return false;
	}

	@Override
	public ByteBuf resumeToken() {
		return Unpooled.EMPTY_BUFFER;
	}

	@Override
	public boolean hasMetadata() {
		return false;
	}

	@Override
	public ByteBuf sliceMetadata() {
		return Unpooled.EMPTY_BUFFER;
	}

	@Override
	public ByteBuf sliceData() {
		return Unpooled.EMPTY_BUFFER;
	}

	@Override
	public ByteBuf data() {
		return Unpooled.EMPTY_BUFFER;
	}

	@Override
	public ByteBuf metadata() {
		return Unpooled.EMPTY_BUFFER;
	}

	@Override
	public ConnectionSetupPayload touch(Object hint) {
		return this;
	}

	@Override
	public ConnectionSetupPayload touch() {
		return this;
	}

	@Override
	protected void deallocate() {
	}

}
