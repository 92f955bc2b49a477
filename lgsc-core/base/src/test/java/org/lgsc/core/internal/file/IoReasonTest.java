package org.lgsc.core.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class IoReasonTest {
    @Test
    void aReasonIsNotTheFilesName() {
        assertThat(IoReason.of(new AccessDeniedException("x"))).isEqualTo("permission is denied");
        assertThat(IoReason.of(new NoSuchFileException("x"))).isEqualTo("it does not exist");
        assertThat(IoReason.of(new FileSystemException("x", null, "Is a directory")))
                .isEqualTo("Is a directory");
        assertThat(IoReason.of(new UncheckedIOException(new IOException(" no room "))))
                .isEqualTo("no room");
        assertThat(IoReason.of(new EOFException())).isEqualTo("it ends too early");
        assertThat(IoReason.of(new ClosedChannelException())).isEqualTo("it is closed");
    }
}
