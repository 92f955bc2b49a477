/** Lists of presentations as files. Not part of the API. */
@NullMarked
package org.lgsc.data.internal.sets;

import org.jspecify.annotations.NullMarked;
