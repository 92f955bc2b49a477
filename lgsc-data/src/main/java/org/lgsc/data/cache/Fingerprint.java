package org.lgsc.data.cache;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
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
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Of a file's bytes; empty when it cannot be read. */
    public static Optional<String> ofFile(Path file) {
        try (InputStream in = RegularFiles.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, sha256())) {
            digest.transferTo(OutputStream.nullOutputStream());
            return Optional.of(HexFormat.of().formatHex(digest.getMessageDigest().digest()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
