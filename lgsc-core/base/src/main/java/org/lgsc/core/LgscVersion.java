package org.lgsc.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Version of this library on the class path. */
public final class LgscVersion {
    private static final String CURRENT = read();

    private LgscVersion() {}

    private static String read() {
        try (InputStream in = LgscVersion.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("lgsc", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the version, for example "0.1.0". */
    public static String current() {
        return CURRENT;
    }
}
