// The peer Lucene: indexes the same pairs of characters, answers the same queries, and tells the CPU time of the
// thread that answered.
//
//   java Peer build CORPUS FOLDER      CORPUS as `search-bench export` writes it
//   java Peer serve FOLDER             one query a line, one answer a line

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.NGramPhraseQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollector;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;

public class Peer {
    static final String[] FILTERS = {"prefecture", "municipality", "time", "employment"};
    static final String[] ORDERS = {"newest", "lower", "upper"};

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("build")) {
            build(Path.of(arguments[1]), Path.of(arguments[2]));
        } else {
            serve(Path.of(arguments[1]));
        }
    }

    // Sorted newest first and merged into one segment, which is what it is fastest with.
    static void build(Path corpus, Path folder) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(new Pairs());
        config.setRAMBufferSizeMB(1000);
        config.setIndexSort(new Sort(new SortField("newest", SortField.Type.LONG, true)));
        FieldType text = new FieldType();
        text.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        text.setOmitNorms(true);
        text.setTokenized(true);
        text.freeze();
        try (IndexWriter writer = new IndexWriter(new MMapDirectory(folder), config);
                BufferedReader rows = Files.newBufferedReader(corpus)) {
            String row;
            while ((row = rows.readLine()) != null) {
                String[] cells = row.split("\t", -1);
                Document document = new Document();
                document.add(new NumericDocValuesField("number", Long.parseLong(cells[0])));
                for (int at = 0; at < FILTERS.length; at++) {
                    document.add(new StringField(FILTERS[at], cells[1 + at], Field.Store.NO));
                }
                for (int at = 0; at < ORDERS.length; at++) {
                    document.add(new NumericDocValuesField(ORDERS[at], Long.parseLong(cells[5 + at])));
                }
                document.add(new Field("text", cells[8], text));
                writer.addDocument(document);
            }
            writer.forceMerge(1);
        }
    }

    // A query: order, offset, size, then name=value for every condition, by tabs.
    // An answer: nanoseconds of CPU, total, then the numbers of the page.
    static void serve(Path folder) throws IOException {
        DirectoryReader reader = DirectoryReader.open(new MMapDirectory(folder));
        IndexSearcher searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null);
        var threads = ManagementFactory.getThreadMXBean();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        String line;
        while ((line = in.readLine()) != null) {
            String[] cells = line.split("\t");
            long before = threads.getCurrentThreadCpuTime();
            String answer = answer(searcher, cells);
            long taken = threads.getCurrentThreadCpuTime() - before;
            out.println(taken + "\t" + answer);
            out.flush();
        }
    }

    static String answer(IndexSearcher searcher, String[] cells) throws IOException {
        int offset = Integer.parseInt(cells[1]);
        int size = Integer.parseInt(cells[2]);
        Query query = query(cells);
        TopDocs found;
        if (cells[0].equals("relevance")) {
            var collector = TopScoreDocCollector.create(offset + size, Integer.MAX_VALUE);
            searcher.search(query, collector);
            found = collector.topDocs(offset, size);
        } else {
            Sort order = new Sort(new SortField(cells[0], SortField.Type.LONG, true));
            var collector = TopFieldCollector.create(order, offset + size, Integer.MAX_VALUE);
            searcher.search(query, collector);
            found = collector.topDocs(offset, size);
        }
        StringBuilder answer = new StringBuilder().append(found.totalHits.value);
        for (ScoreDoc hit : found.scoreDocs) {
            answer.append('\t').append(number(searcher, hit.doc));
        }
        return answer.toString();
    }

    static long number(IndexSearcher searcher, int document) throws IOException {
        var leaves = searcher.getIndexReader().leaves();
        var leaf = leaves.get(org.apache.lucene.index.ReaderUtil.subIndex(document, leaves));
        NumericDocValues numbers = DocValues.getNumeric(leaf.reader(), "number");
        numbers.advanceExact(document - leaf.docBase);
        return numbers.longValue();
    }

    static Query query(String[] cells) {
        boolean scored = cells[0].equals("relevance");
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        int clauses = 0;
        for (int at = 3; at < cells.length; at++, clauses++) {
            int middle = cells[at].indexOf('=');
            String name = cells[at].substring(0, middle);
            String value = cells[at].substring(middle + 1);
            boolean word = name.equals("text");
            all.add(word ? word(value) : one(name, value.split(",")),
                    word && scored ? BooleanClause.Occur.MUST : BooleanClause.Occur.FILTER);
        }
        return clauses == 0 ? new MatchAllDocsQuery() : all.build();
    }

    static Query one(String name, String[] values) {
        if (values.length == 1) {
            return new TermQuery(new Term(name, values[0]));
        }
        List<BytesRef> terms = new ArrayList<>();
        for (String value : values) {
            terms.add(new BytesRef(value));
        }
        return new TermInSetQuery(name, terms);
    }

    static Query word(String word) {
        int[] letters = word.codePoints().toArray();
        if (letters.length == 2) {
            return new TermQuery(new Term("text", word));
        }
        PhraseQuery.Builder pairs = new PhraseQuery.Builder();
        for (int at = 0; at + 1 < letters.length; at++) {
            pairs.add(new Term("text", new String(letters, at, 2)), at);
        }
        // It leaves out the pairs that others cover.
        return new NGramPhraseQuery(2, pairs.build());
    }

    // Overlapping pairs of characters with their positions; none spans a space, which divides texts.
    static final class Pairs extends Analyzer {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            return new TokenStreamComponents(new PairTokenizer());
        }
    }

    static final class PairTokenizer extends Tokenizer {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
        private int before;
        private int skipped;

        @Override
        public void reset() throws IOException {
            super.reset();
            before = letter();
            skipped = 0;
        }

        @Override
        public boolean incrementToken() throws IOException {
            while (true) {
                int next = letter();
                if (next < 0) {
                    return false;
                }
                int first = before;
                before = next;
                skipped++;
                if (first != ' ' && next != ' ') {
                    clearAttributes();
                    term.append(Character.toString(first)).append(Character.toString(next));
                    step.setPositionIncrement(skipped);
                    skipped = 0;
                    return true;
                }
            }
        }

        private int letter() throws IOException {
            int high = input.read();
            if (high >= 0 && Character.isHighSurrogate((char) high)) {
                return Character.toCodePoint((char) high, (char) input.read());
            }
            return high;
        }
    }
}
