/** The ND4J backend chosen by the application, and its threads. */
@NullMarked
package org.lgsc.core.backend;

import org.jspecify.annotations.NullMarked;
