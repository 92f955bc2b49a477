package org.lgsc.data.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.lgsc.core.file.RegularFiles;

/** SHA-256 in 64 hexadecimal digits. */
public final class Fingerprint {
    private Fingerprint() {}

    /** Of bytes. */
    public static String of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Of a file's bytes; empty when it cannot be read. */
    public static Optional<String> ofFile(Path file) {
        try {
            return Optional.of(RegularFiles.sha256(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
