/** DataVec record readers over presentation attack data sets. */
package org.lgsc.data.record;
