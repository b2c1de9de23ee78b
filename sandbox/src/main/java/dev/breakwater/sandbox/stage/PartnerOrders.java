package dev.breakwater.sandbox.stage;

import dev.breakwater.sandbox.partner.PartnerServers;
import dev.breakwater.sandbox.stage.PartnerOrder.Style;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The two partners: one writes UTF-8 and uses FTP, the other writes GB18030 and uses SFTP. */
public final class PartnerOrders {

    private static final Style HARBOUR_TRIPS = new Style(
            "harbour-trips",
            StandardCharsets.UTF_8,
            List.of("row_id", "booking_reference", "traveller", "reason", "requested_at"),
            List.of("Zoë Müller", "Łukasz Nowak", "Fatima Al-Sayed", "O'Brien, Seán", "陳大文"));

    /** 𠮷 takes four bytes. */
    private static final Style DRAGON_TRAVEL = new Style(
            "dragon-travel",
            Charset.forName("GB18030"),
            List.of("序号", "订单号", "旅客姓名", "取消原因", "申请时间"),
            List.of("王小明", "李娜", "欧阳婷婷", "张伟", "𠮷田翔"));

    private PartnerOrders() {}

    /**
     * A file of each partner.
     *
     * @param suffix of the files' names
     */
    public static List<PartnerOrder> of(
            PartnerServers servers, String suffix, List<Booking> harbourTrips, List<Booking> dragonTravel) {
        return List.of(
                new PartnerOrder(HARBOUR_TRIPS.named(suffix), new FtpDropbox(servers.ftp()), harbourTrips),
                new PartnerOrder(DRAGON_TRAVEL.named(suffix), new SftpDropbox(servers.sftp()), dragonTravel));
    }
}
