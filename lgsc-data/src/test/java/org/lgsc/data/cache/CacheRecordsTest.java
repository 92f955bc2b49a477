package org.lgsc.data.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.LgscException;

/** Damaged files of a cache. */
class CacheRecordsTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[", "{}", "[]", "{\"version\": 1}"})
    void otherContentsAreNoCacheAndNoRecord(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("cache.json"), text);
        assertThatThrownBy(() -> CacheOptions.read(file))
                .isInstanceOf(LgscException.class)
                .hasMessage(
                        "Cannot read %s; prepare the data set again into an empty folder.", file);
        assertThat(UnitRecord.read(file)).isEmpty();
    }
}
