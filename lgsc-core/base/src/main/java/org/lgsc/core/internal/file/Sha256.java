package org.lgsc.core.internal.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** SHA-256 digests as 64 hexadecimal digits. */
public final class Sha256 {
    private Sha256() {}

    /** Returns a digest to update piece by piece; {@link #hex} completes it. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Completes a digest and returns its hexadecimal digits. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns the SHA-256 of bytes. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /**
     * Returns the SHA-256 of a file's bytes.
     *
     * @throws IOException as {@link RegularFiles#newInputStream}
     */
    public static String of(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = RegularFiles.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return hex(digest);
    }

    /** Returns the SHA-256 of a file's bytes; empty when it cannot be read. */
    public static Optional<String> ofReadable(Path file) {
        try {
            return Optional.of(of(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
