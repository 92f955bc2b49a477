/** JSON of reports and of the files next to scores. No part of the API. */
@NullMarked
package org.lgsc.eval.internal.json;

import org.jspecify.annotations.NullMarked;
