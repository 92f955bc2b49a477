package org.lgsc.core.internal.file;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * Why reading or writing failed, in words: the message of many of Java's exceptions is only the
 * file's name.
 */
public final class IoReason {
    private IoReason() {}

    /** Returns the end of a sentence that names the file, without a full stop. */
    public static String of(Exception e) {
        Throwable cause = e;
        if (e instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
            cause = unchecked.getCause();
        }
        if (cause instanceof AccessDeniedException) {
            return "permission is denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "a file has that name";
        }
        if (cause instanceof NotDirectoryException) {
            return "it is not a folder";
        }
        if (cause instanceof FileSystemLoopException) {
            return "it is a link to a folder above it; remove the link";
        }
        if (cause instanceof EOFException) {
            return "it ends too early";
        }
        if (cause instanceof ClosedChannelException) {
            return "it is closed";
        }
        String reason = cause instanceof FileSystemException f ? f.getReason() : cause.getMessage();
        return reason == null || reason.isBlank() ? "the system gives no reason" : reason.strip();
    }
}
