/** Files that are written and read. No part of the API. */
@NullMarked
package org.lgsc.core.internal.file;

import org.jspecify.annotations.NullMarked;
